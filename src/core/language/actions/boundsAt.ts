import type { PlacedBlock } from "../../thresholds/readThresholds";
import { sectionsIn } from "../../thresholds/readThresholds";
import type { Bound, Section } from "../../thresholds/thresholds";
import { outlineOf, partAt } from "../../yaml/outline";

/** A bound with the section it stands in; ranges count from the file's first line. */
export type BoundInSection = { readonly section: Section; readonly bound: Bound };

/**
 * The bounds on a line of a thresholds file, wherever in them: one, or the entries of a dated list on the line of its key.
 * Reads again only the block that the line is in.
 */
export function boundsAt(blocks: readonly PlacedBlock[], line: number): BoundInSection[] {
  const block = blocks.findLast(({ linesAbove }) => linesAbove < line);
  if (!block) return [];
  const outline = outlineOf(block.text);
  const inBlock = line - block.linesAbove;
  const names = block.reading.sections.map(({ name }) => name);
  return sectionsIn(blocks)
    .filter((section) => names.includes(section.name) && section.range.line > block.linesAbove)
    .flatMap((section) =>
      section.bounds.flatMap((bound) => {
        const part = partAt(outline, [section.name, bound.key]);
        if (!part || inBlock < part.range.line || inBlock > part.range.endLine) return [];
        const entry = part.children.find(({ keyRange }) => keyRange.line + block.linesAbove === bound.range.line);
        const onKey = inBlock === part.keyRange.line;
        const isHere =
          !bound.dates || onKey || (entry && inBlock >= entry.range.line && inBlock <= entry.range.endLine);
        return isHere ? [{ section, bound }] : [];
      }),
    );
}
