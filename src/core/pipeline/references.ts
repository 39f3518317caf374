import { refuseFragment } from "../coverage/sql/fragment";
import type { Diagnostic } from "../diagnostic";
import { didYouMean, nearest } from "../nearest";
import { diagnosticAt, useInstead, type Path, type YamlPlaces } from "../yaml/readYaml";
import { connectionDialect } from "./connectionDialect";
import { fragmentDiagnostics } from "./fragmentDiagnostics";
import type { Pipeline } from "./pipeline";
import type { RawPipeline } from "./pipelineSchema";
import { itemPath, namesIn, type ReadablePipeline } from "./readablePipeline";

/** Names that point at nothing, circles, and fragments that are not one expression. */
export function referenceDiagnostics(readable: ReadablePipeline): Diagnostic[] {
  const { pipeline, raw, yaml } = readable;
  return [
    ...Object.entries(pipeline.tables).flatMap(([name, table]) => [
      ...unknown(readable, ["tables", name, "connection"], table.connection ?? null, "connections"),
      ...fragmentDiagnostics(yaml, ["tables", name, "where"], table.where, (sql) =>
        refuseFragment(sql, connectionDialect(pipeline, table.connection ?? null)),
      ),
    ]),
    ...Object.entries(pipeline.backfills).flatMap(([name, { after, then }]) => [
      ...eachOf(readable, ["backfills", name, "after"], after, "backfills"),
      ...then.flatMap((step, index) =>
        unknown(
          readable,
          itemPath(readable.yaml, ["backfills", name, "then"], index),
          step.kind === "gate" ? step.name : null,
          "gates",
          "gate ",
        ),
      ),
    ]),
    ...connections(readable),
    ...circles(pipeline, yaml),
    ...Object.entries(pipeline.gates).flatMap(([name, { requires }]) =>
      eachOf(readable, ["gates", name, "requires", "validators"], requires.validators, "validators"),
    ),
    ...Object.entries(pipeline.trainings).flatMap(([name, { gate }]) =>
      unknown(readable, ["trainings", name, "gate"], gate, "gates"),
    ),
    ...notYet(raw, yaml),
  ];
}

type Kind = "connections" | "backfills" | "validators" | "gates";

function eachOf(readable: ReadablePipeline, path: Path, names: readonly string[], kind: Kind): Diagnostic[] {
  return names.flatMap((name, index) => unknown(readable, itemPath(readable.yaml, path, index), name, kind));
}

/** @param before what stands before the name in the same value */
function unknown(readable: ReadablePipeline, path: Path, name: string | null, kind: Kind, before = ""): Diagnostic[] {
  const known = namesIn(readable, kind);
  if (name === null || known === null || known.has(name)) return [];
  const what = kind.slice(0, -1);
  const near = nearest(name, known);
  const hint = didYouMean(near) ?? (known.size > 0 ? `Declared: ${[...known].join(", ")}.` : "");
  const { yaml } = readable;
  const range = yaml.rangeOfValue(path);
  const message = `No ${what} ${name} is declared. ${hint}`.trimEnd();
  const fixes = near.map((one) => useInstead(range, before + one));
  return [diagnosticAt(yaml, range, "error", `unknown-${what}`, message, fixes)];
}

function circles({ backfills }: Pipeline, yaml: YamlPlaces): Diagnostic[] {
  return withoutEnds(backfills)
    .filter((name) => waitsForItself(name, backfills))
    .map((name) =>
      diagnosticAt(
        yaml,
        yaml.rangeOfKey(["backfills", name, "after"]),
        "error",
        "circular-after",
        `${name} waits for itself by way of after:.`,
      ),
    );
}

/** The backfills but for those whose waiting comes to an end: in most files none, and then nobody need be followed around. */
function withoutEnds(backfills: Pipeline["backfills"]): string[] {
  const waiting = new Map<string, number>();
  const waitedForBy = new Map<string, string[]>();
  for (const [name, { after }] of Object.entries(backfills)) {
    const declared = [...new Set(after)].filter((other) => Object.hasOwn(backfills, other));
    waiting.set(name, declared.length);
    for (const other of declared) waitedForBy.set(other, [...(waitedForBy.get(other) ?? []), name]);
  }
  const ended = [...waiting].filter(([, count]) => count === 0).map(([name]) => name);
  for (let name = ended.pop(); name !== undefined; name = ended.pop()) {
    waiting.delete(name);
    for (const other of waitedForBy.get(name) ?? []) {
      const left = (waiting.get(other) ?? 0) - 1;
      waiting.set(other, left);
      if (left === 0) ended.push(other);
    }
  }
  return [...waiting.keys()];
}

/** Without calling itself: a chain may be longer than the stack is deep. */
function waitsForItself(name: string, backfills: Pipeline["backfills"]): boolean {
  const seen = new Set<string>();
  const left = [...(backfills[name]?.after ?? [])];
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    if (next === name) return true;
    if (seen.has(next)) continue;
    seen.add(next);
    left.push(...(backfills[next]?.after ?? []));
  }
  return false;
}

/** A table that names no connection has the only one; where there are several, it must say which. */
function connections(readable: ReadablePipeline): Diagnostic[] {
  const { pipeline, yaml, mistakes } = readable;
  const { tables } = pipeline;
  const names = [...(namesIn(readable, "connections") ?? [])];
  if (names.length <= 1) return [];
  return Object.entries(tables)
    .filter(([name, table]) => table.connection === undefined && table.table !== "none" && !spoilt(mistakes, name))
    .map(([name]) => {
      const message = `${name} must say which connection it has: ${names.join(" or ")}.`;
      return diagnosticAt(yaml, yaml.rangeOfKey(["tables", name]), "error", "ambiguous-connection", message);
    });
}

/** What is missing in it may be what has a mistake. */
function spoilt(mistakes: readonly Path[], table: string): boolean {
  return mistakes.some(([kind, name]) => kind === "tables" && name === table);
}

/** Parts of the file that are read but do nothing yet. */
function notYet(raw: Partial<RawPipeline>, yaml: YamlPlaces): Diagnostic[] {
  const paths: Path[] = [];
  for (const [name, gate] of Object.entries(raw.gates ?? {}))
    if (gate.fallback !== undefined) paths.push(["gates", name, "fallback"]);
  for (const [name, training] of Object.entries(raw.trainings ?? {}))
    if (training.metrics?.recipe !== undefined) paths.push(["trainings", name, "metrics", "recipe"]);
  return paths.map((path) =>
    diagnosticAt(
      yaml,
      yaml.rangeOfKey(path),
      "information",
      "not-in-this-version",
      `${String(path.at(-1))} is read, and does nothing yet in this version of Headgate.`,
    ),
  );
}
