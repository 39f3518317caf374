import { readThresholds } from "../../thresholds/readThresholds";
import type { TableMechanics } from "../../pipeline/pipeline";
import { outlineOf, partAt } from "../../yaml/outline";
import type { FileKind, TwoTexts } from "../twoFiles";

/** Where one of the mechanics of a section is declared, or would have to be. */
export type MechanicsPlace = {
  readonly file: FileKind;
  readonly path: readonly string[];
  /** What `defaults:` says, and would no longer say once something stands here. */
  readonly hidden: Partial<TableMechanics>;
};

/**
 * Where something is added to one of a section's mechanics. What counts now is added to: what stands in the section itself
 * wins over `tables:`, and that over `defaults:`, each as a whole. Where nothing stands, it goes to `tables:`, or into a
 * section that has mechanics of its own.
 * @param key as it is written: `columns`, `warn_only`, `table`
 */
export function mechanicsPlace(texts: TwoTexts, section: string, key: string): MechanicsPlace {
  const thresholds = outlineOf(texts.thresholds ?? "");
  const pipeline = outlineOf(texts.pipeline ?? "");
  const inSection: MechanicsPlace = { file: "thresholds", path: [section, key], hidden: {} };
  const inTables: MechanicsPlace = { file: "pipeline", path: ["tables", section, key], hidden: {} };
  if (partAt(thresholds, inSection.path)) return inSection;
  if (partAt(pipeline, inTables.path)) return inTables;
  const read = readThresholds("", texts.thresholds ?? "").sections.find(({ name }) => name === section);
  const declared = partAt(pipeline, ["tables", section]) !== undefined;
  const ownMechanics = Object.keys(read?.mechanics ?? {}).length > 0;
  const place = texts.pipeline === null || (ownMechanics && !declared) ? inSection : inTables;
  return { ...place, hidden: read?.defaults ?? {} };
}
