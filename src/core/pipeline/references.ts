import { refuseFragment } from "../coverage/fragment";
import type { Diagnostic } from "../diagnostic";
import { didYouMean, nearest } from "../nearest";
import { diagnosticAt, useInstead, type Path, type YamlFile } from "../yaml/readYaml";
import { connectionDialect } from "./connectionDialect";
import { fragmentDiagnostics } from "./fragmentDiagnostics";
import type { Pipeline } from "./pipeline";
import type { RawPipeline } from "./pipelineSchema";

/** Names that point at nothing, circles, and fragments that are not one expression. */
export function referenceDiagnostics(pipeline: Pipeline, raw: RawPipeline, yaml: YamlFile): Diagnostic[] {
  return [
    ...Object.entries(pipeline.tables).flatMap(([name, table]) => [
      ...unknown(
        yaml,
        ["tables", name, "connection"],
        table.connection ?? null,
        Object.keys(pipeline.connections),
        "connection",
      ),
      ...fragmentDiagnostics(yaml, ["tables", name, "where"], table.where, (sql) =>
        refuseFragment(sql, connectionDialect(pipeline, table.connection ?? null)),
      ),
    ]),
    ...Object.entries(pipeline.backfills).flatMap(([name, backfill]) =>
      backfill.after.flatMap((after, index) =>
        unknown(
          yaml,
          step(yaml, ["backfills", name, "after"], index),
          after,
          Object.keys(pipeline.backfills),
          "backfill",
        ),
      ),
    ),
    ...connections(pipeline, yaml),
    ...circles(pipeline, yaml),
    ...Object.entries(pipeline.gates).flatMap(([name, gate]) =>
      gate.requires.validators.flatMap((validator, index) =>
        unknown(
          yaml,
          step(yaml, ["gates", name, "requires", "validators"], index),
          validator,
          Object.keys(pipeline.validators),
          "validator",
        ),
      ),
    ),
    ...Object.entries(pipeline.trainings).flatMap(([name, training]) =>
      unknown(yaml, ["trainings", name, "gate"], training.gate, Object.keys(pipeline.gates), "gate"),
    ),
    ...notYet(raw, yaml),
  ];
}

function unknown(
  yaml: YamlFile,
  path: Path,
  name: string | null,
  known: readonly string[],
  what: string,
): Diagnostic[] {
  if (name === null || known.includes(name)) return [];
  const near = nearest(name, known);
  const hint = didYouMean(near) ?? (known.length > 0 ? `Declared: ${known.join(", ")}.` : "");
  const range = yaml.rangeOfValue(path);
  return [
    diagnosticAt(
      yaml,
      range,
      "error",
      `unknown-${what}`,
      `No ${what} ${name} is declared. ${hint}`.trimEnd(),
      near.map((one) => useInstead(range, one)),
    ),
  ];
}

/** `after: x` and `after: [x]` are both allowed; a single text has no index. */
function step(yaml: YamlFile, path: Path, index: number): Path {
  return yaml.sourceOf(path) === undefined ? [...path, index] : path;
}

function circles({ backfills }: Pipeline, yaml: YamlFile): Diagnostic[] {
  const reaches = (from: string, to: string, seen: Set<string>): boolean =>
    (backfills[from]?.after ?? []).some(
      (next) => next === to || (!seen.has(next) && reaches(next, to, seen.add(next))),
    );
  return Object.keys(backfills)
    .filter((name) => reaches(name, name, new Set()))
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

/** A table that names no connection has the only one; where there are several, it must say which. */
function connections({ connections: declared, tables }: Pipeline, yaml: YamlFile): Diagnostic[] {
  const names = Object.keys(declared);
  if (names.length <= 1) return [];
  return Object.entries(tables)
    .filter(([, table]) => table.connection === undefined && table.table !== "none")
    .map(([name]) => {
      const message = `${name} must say which connection it has: ${names.join(" or ")}.`;
      return diagnosticAt(yaml, yaml.rangeOfKey(["tables", name]), "error", "ambiguous-connection", message);
    });
}

/** Parts of the file that are read but do nothing yet. */
function notYet(raw: RawPipeline, yaml: YamlFile): Diagnostic[] {
  const paths: Path[] = [];
  if (raw.alerts !== undefined) paths.push(["alerts"]);
  for (const [name, backfill] of Object.entries(raw.backfills ?? {}))
    if (backfill.then !== undefined) paths.push(["backfills", name, "then"]);
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
