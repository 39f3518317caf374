import type { Diagnostic, SourceRange } from "../../diagnostic";
import { didYouMean, nearest } from "../../nearest";
import type { Section } from "../../thresholds/thresholds";
import { diagnosticAt, useInstead } from "../../yaml/readYaml";
import { scalarText } from "../../yaml/scalarText";
import { mechanicsPlaces, type MechanicsPlaces } from "../mechanicsColumns";
import type { TableMechanics } from "../pipeline";
import type { KnownPipeline } from "./knownPipeline";

/** Bounds that `headgate.yaml` names in `warn_only:` and in what a fix should bring, and that no section has. */
export function unknownBounds({ file, readable: { pipeline, yaml }, facts }: KnownPipeline): Diagnostic[] {
  const { sections } = facts;
  if (sections === null) return [];
  const ofTables = Object.entries(pipeline.tables).flatMap(([name, table]) => {
    const section = sections.find((one) => one.name === name);
    return section ? unknownWarnOnly(file, mechanicsPlaces(yaml, ["tables", name], table), table, section) : [];
  });
  const ofFixes = Object.entries(pipeline.fixes).flatMap(([name, { table, expect }]) => {
    const meant = sections.filter((one) => table === null || one.name === table);
    if (meant.length === 0) return [];
    return Object.keys(expect).flatMap((key) =>
      unknownBound(file, yaml.rangeOfKey(["fixes", name, "expect", key]), key, meant),
    );
  });
  return [...ofTables, ...ofFixes];
}

/** Bounds that only warn and that the section does not have: one that was meant would go on failing. */
export function unknownWarnOnly(
  file: string,
  places: MechanicsPlaces,
  { warnOnly = [] }: Partial<TableMechanics>,
  section: Section,
): Diagnostic[] {
  return warnOnly.flatMap((key, index) => {
    const range = places[`warn_only.${index}`];
    return range ? unknownBound(file, range, key, [section]) : [];
  });
}

function unknownBound(file: string, range: SourceRange, key: string, sections: readonly Section[]): Diagnostic[] {
  const keys = new Set(sections.flatMap(({ bounds }) => bounds.map((bound) => bound.key)));
  if (keys.has(key)) return [];
  const near = nearest(key, keys);
  const [only, second] = sections;
  const who = only && !second ? `${only.name} has no bound ${key}.` : `No section has a bound ${key}.`;
  const message = [who, didYouMean(near) ?? ""].join(" ").trimEnd();
  const fixes = near.map((name) => ({ ...useInstead(range, scalarText(name)), title: `Use ${name}` }));
  return [diagnosticAt({ file }, range, "warning", "unknown-bound", message, fixes)];
}
