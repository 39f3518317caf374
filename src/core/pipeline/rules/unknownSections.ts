import type { Diagnostic, Severity } from "../../diagnostic";
import { didYouMean, nearest } from "../../nearest";
import { diagnosticAt, useInstead, type Path } from "../../yaml/readYaml";
import type { KnownPipeline } from "./knownPipeline";
import { itemPath } from "../readablePipeline";

type Reference = { readonly path: Path; readonly name: string; readonly severity: Severity; readonly isKey?: true };

/** Names of sections that the thresholds file lacks. */
export function unknownSections(known: KnownPipeline): Diagnostic[] {
  const { facts, readable } = known;
  if (facts.sections === null) return [];
  const sections = facts.sections.map(({ name }) => name);
  const { yaml } = readable;
  return referencesIn(known).flatMap(({ path, name, severity, isKey }): Diagnostic[] => {
    if (sections.includes(name)) return [];
    const near = nearest(name, sections);
    // A table may be declared for its backfill alone.
    if (isKey && near.length === 0) return [];
    const range = isKey ? yaml.rangeOfKey(path) : yaml.rangeOfValue(path);
    const hint = didYouMean(near) ?? (sections.length > 0 ? `It has ${sections.join(", ")}.` : "It has none.");
    const message = `The thresholds file has no section ${name}. ${hint}`;
    const fixes = near.map((one) => useInstead(range, one));
    return [diagnosticAt(yaml, range, severity, "unknown-section", message, fixes)];
  });
}

function referencesIn({ readable: { pipeline, yaml } }: KnownPipeline): Reference[] {
  const each = (path: Path, names: readonly string[], severity: Severity): Reference[] =>
    names.map((name, index) => ({ path: itemPath(yaml, path, index), name, severity }));
  return [
    ...Object.keys(pipeline.tables).map((name): Reference => ({
      path: ["tables", name],
      name,
      severity: "warning",
      isKey: true,
    })),
    ...Object.entries(pipeline.fixes).flatMap(([fix, { table }]) =>
      each(["fixes", fix, "table"], table === null ? [] : [table], "warning"),
    ),
    ...Object.entries(pipeline.backfills).flatMap(([backfill, { tables, reads }]) => [
      ...each(["backfills", backfill, "tables"], tables, "information"),
      ...each(["backfills", backfill, "reads"], reads ?? [], "information"),
    ]),
    ...Object.entries(pipeline.validators).flatMap(([validator, { table }]) =>
      each(["validators", validator, "table"], table === null ? [] : [table], "warning"),
    ),
    ...Object.entries(pipeline.gates).flatMap(([gate, { requires, features }]) => [
      ...each(["gates", gate, "requires", "checks"], requires.checks, "error"),
      ...each(["gates", gate, "features", "of"], features ? [features.of] : [], "error"),
    ]),
  ];
}
