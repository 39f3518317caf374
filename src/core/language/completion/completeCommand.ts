import type { LanguageFacts } from "../facts";
import type { Place } from "../place/placeAt";
import { plainCompletion, type Completions } from "./completion";
import { wordRange } from "./completeColumns";
import { withBlank } from "./keyCompletion";
import { lastOf } from "../place/lastOf";

const meanings: Readonly<Record<string, string>> = {
  start: "the first day of the window",
  end: "the last day of the window",
  failed_dates: "the failed and unfinished dates, with commas between them",
  thresholds: "the path of the thresholds file",
};

/** What a placeholder stands for, as a phrase; null where there is none of that name. */
export function placeholderMeaning(name: string, { pipeline }: LanguageFacts): string | null {
  const all: Readonly<Record<string, string>> = { ...meanings, ...ofBackfills(Object.keys(pipeline?.backfills ?? {})) };
  return Object.hasOwn(all, name) ? (all[name] ?? null) : null;
}

/**
 * Placeholders of a command: as words of a list, in quotes since braces mean something to YAML, or as variables of the
 * environment in a line for the shell.
 */
export function completeCommand(place: Place, isShellLine: boolean, facts: LanguageFacts): Completions {
  const [, own] = place.path;
  const others = Object.keys(facts.pipeline?.backfills ?? {}).filter((name) => name !== own);
  const names = Object.entries({ ...meanings, ...ofBackfills(others) });
  return isShellLine ? variables(place, names) : placeholderWords(place, names);
}

/** Placeholders, without their braces, and what they stand for. */
type Names = readonly (readonly [string, string])[];

function placeholderWords(place: Place, names: Names): Completions {
  const typed = /\{[\w:]*$/.exec(place.before)?.[0];
  const isQuoted = place.style === "quoted";
  const closes = typed !== undefined && place.text.slice(place.before.length).startsWith("}");
  const range = typed === undefined ? bracesAround(place) : wordRange(place, typed);
  const items = names.map(([name, detail]) => {
    const word = `{${name}}`;
    const insert = isQuoted ? (closes ? word.slice(0, -1) : word) : withBlank(place, `"${word}"`);
    return plainCompletion(word, "placeholder", { detail, insert });
  });
  return { range: isQuoted && typed === undefined ? wordRange(place, "") : range, items };
}

/** The braces that YAML takes for a mapping, with what is typed in them. */
function bracesAround({ range, role, block }: Place): Completions["range"] {
  if (role === "value") return range;
  const line = block.text.split("\n")[range.line - 1 - block.linesAbove] ?? "";
  const opens = line[range.column - 2] === "{" ? 1 : 0;
  const closes = line[range.endColumn - 1] === "}" ? 1 : 0;
  return { ...range, column: range.column - opens, endColumn: range.endColumn + closes };
}

function variables(place: Place, names: Names): Completions {
  const word = lastOf(place.before, /\w/);
  const typed = place.before.endsWith(`$${word}`) ? `$${word}` : word;
  const items = names.map(([name, detail]) => {
    const variable = `$HEADGATE_${name.toUpperCase().replace(/[^A-Z0-9]+/g, "_")}`;
    return plainCompletion(variable, "placeholder", { detail });
  });
  return { range: wordRange(place, typed), items };
}

/** What a command can be told of backfills. */
function ofBackfills(names: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    names.flatMap((name) => [
      [`pid:${name}`, `the process number of ${name}`],
      [`log:${name}`, `the log of ${name}`],
    ]),
  );
}
