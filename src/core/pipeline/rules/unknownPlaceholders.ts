import type { Diagnostic } from "../../diagnostic";
import { didYouMean, nearest } from "../../nearest";
import { diagnosticAt, useInstead, type Path } from "../../yaml/readYaml";
import { commandsIn, rangeInWord, wordsOf } from "../commands";
import { placeholders } from "../commandLine";
import type { KnownPipeline } from "./knownPipeline";
import { namesIn } from "../readablePipeline";

const inBraces = /\{([A-Za-z_][A-Za-z_-]*(?::[^{}]+)?)\}/g;
const plain = placeholders.filter((name) => !name.includes(":"));

/** Placeholders that do not exist, that name no backfill, or that have no value where they stand: the command could not be started. */
export function unknownPlaceholders(known: KnownPipeline): Diagnostic[] {
  const backfills = namesIn(known.readable, "backfills");
  return commandsIn(known.readable.pipeline).flatMap(({ path, command }) => {
    const isRetry = path.at(-1) === "retry";
    return wordsOf(command).flatMap((word, index) =>
      [...word.matchAll(inBraces)].flatMap((match): Diagnostic[] => {
        const problem = problemOf(match[1] ?? "", isRetry, backfills);
        return problem ? [at(known, [...path, index], word, match, problem)] : [];
      }),
    );
  });
}

type Problem = { readonly message: string; readonly instead: readonly string[] };

function problemOf(name: string, isRetry: boolean, backfills: ReadonlySet<string> | null): Problem | null {
  const colon = name.indexOf(":");
  const kind = colon < 0 ? null : name.slice(0, colon);
  if (kind === "pid" || kind === "log") {
    const backfill = name.slice(colon + 1);
    if (backfills === null || backfills.has(backfill)) return null;
    const near = nearest(backfill, backfills);
    const hint = didYouMean(near) ?? `Declared: ${[...backfills].join(", ") || "none"}.`;
    const instead = near.map((one) => `${kind}:${one}`);
    return { message: `{${name}} names no backfill that is declared. ${hint}`, instead };
  }
  if (name === "failed_dates" && !isRetry)
    return { message: "{failed_dates} has a value in retry: only. Use {start} and {end} here.", instead: [] };
  if (plain.includes(name)) return null;
  const near = nearest(name.replaceAll("-", "_"), plain);
  // What stands in braces and looks like no placeholder is passed on as it is.
  if (near.length === 0 && !/^[a-z_]+(?::.*)?$/.test(name)) return null;
  const all = `There is ${placeholders.map((one) => `{${one}}`).join(", ")}.`;
  return { message: `{${name}} is no placeholder. ${didYouMean(near.map((one) => `{${one}}`)) ?? all}`, instead: near };
}

function at(
  { readable: { yaml } }: KnownPipeline,
  path: Path,
  word: string,
  match: RegExpExecArray,
  problem: Problem,
): Diagnostic {
  const range = rangeInWord(yaml, path, word, match.index, match[0].length);
  const fixes = range ? problem.instead.map((name) => useInstead(range, `{${name}}`)) : [];
  return diagnosticAt(yaml, range ?? yaml.rangeOfValue(path), "error", "unknown-placeholder", problem.message, fixes);
}
