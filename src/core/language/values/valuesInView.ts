import { movedDown } from "../../diagnostic";
import { defaultsIn, sectionsIn, type PlacedBlock } from "../../thresholds/readThresholds";
import type { BlockReading } from "../../thresholds/readThresholdsBlock";
import { boundValues, type BoundValue } from "./boundValues";
import { sectionLens, type SectionLens } from "./sectionLens";
import type { ValueFacts } from "./valueFacts";

/** Lines of a file, from 1, both included. */
export type Lines = { readonly from: number; readonly to: number };

/**
 * The values at the bounds of the sections that are in view. A section that stands twice has none: which of the two was
 * measured cannot be told.
 */
export function valuesInView(
  file: string,
  text: string,
  blocks: readonly PlacedBlock[],
  view: Lines,
  facts: ValueFacts,
): BoundValue[] {
  const lines = text.split("\n");
  const defaults = defaultsIn(blocks);
  const twice = namesTwice(blocks);
  const inView = blocks.filter((block, index) => {
    const end = blocks[index + 1]?.linesAbove ?? lines.length;
    return block.linesAbove < view.to && end >= view.from;
  });
  return sectionsIn(inView)
    .filter(({ name }) => !twice.has(name))
    .flatMap((section) => boundValues(file, { ...section, defaults }, lines, facts))
    .filter(({ place }) => view.from <= place.line && place.line <= view.to);
}

/** The lenses of all sections. Those of blocks that did not change are not made again while the facts are the same object. */
export function sectionLenses(): (file: string, blocks: readonly PlacedBlock[], facts: ValueFacts) => SectionLens[] {
  let made = new WeakMap<BlockReading, readonly SectionLens[]>();
  let basis: readonly unknown[] = [];
  return (file, blocks, facts) => {
    const defaults = defaultsIn(blocks);
    const now = [file, facts, defaults];
    if (now.some((one, index) => one !== basis[index])) made = new WeakMap();
    basis = now;
    return blocks.flatMap(({ reading, linesAbove }) => {
      const lenses =
        made.get(reading) ??
        reading.sections.flatMap((section) => sectionLens(file, { ...section, defaults }, facts) ?? []);
      made.set(reading, lenses);
      return lenses.map((lens) => ({ ...lens, range: movedDown(lens.range, linesAbove) }));
    });
  };
}

function namesTwice(blocks: readonly PlacedBlock[]): Set<string> {
  const seen = new Set<string>();
  const twice = new Set<string>();
  for (const { reading } of blocks)
    for (const { name } of reading.names) {
      if (seen.has(name)) twice.add(name);
      seen.add(name);
    }
  return twice;
}
