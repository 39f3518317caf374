import { reservedNames } from "../thresholds/thresholdsSchema";
import { boundsOf, isSameMeasure, type ImportedBound } from "./bounds";
import type { Ask, ReadRule, ReadTable } from "./model";
import { nameOf, type Name } from "./names";

/** A section that is being put together. */
export type DraftSection = {
  readonly name: string;
  readonly table: string | null;
  readonly where: string | null;
  readonly comments: string[];
  key: readonly string[] | null;
  writtenAt: string | null;
  readonly entries: DraftEntry[];
};

export type DraftEntry = {
  readonly name: Name;
  readonly bound: ImportedBound;
  /** Whole lines above it. */
  readonly above: string[];
  /** Behind it, on its own line. */
  readonly behind: string[];
};

/** What became of a rule: the entries that say what it asks, or the reason why there are none. */
export type Placed =
  { readonly placed: readonly { readonly id: string; readonly entry: DraftEntry }[] } | { readonly refused: string };

/** The sections of the file that is being written, by the names that tables have in the files that are read. */
export function draftSections(): {
  section(table: ReadTable): DraftSection;
  place(rule: ReadRule): Placed;
  all(): readonly DraftSection[];
} {
  const sections = new Map<string, DraftSection>();
  const section = (table: ReadTable): DraftSection => {
    const known = sections.get(table.name);
    if (known) return known;
    const isReserved = reservedNames.includes(table.name);
    const draft: DraftSection = {
      name: isReserved ? `${table.name}_table` : table.name,
      table: table.table ?? (isReserved ? table.name : null),
      where: table.where,
      comments: [],
      key: null,
      writtenAt: null,
      entries: [],
    };
    sections.set(table.name, draft);
    return draft;
  };
  return {
    section,
    place: ({ outcome }) =>
      outcome.kind === "refused" ? { refused: outcome.reason } : placeAll(outcome.asks, sections),
    all: () => [...sections.values()].filter(({ entries }) => entries.length > 0),
  };
}

/** All that a rule asks, or nothing of it. */
function placeAll(asks: readonly Ask[], sections: ReadonlyMap<string, DraftSection>): Placed {
  const wanted: { readonly section: DraftSection; readonly ask: Ask; readonly bounds: readonly ImportedBound[] }[] = [];
  for (const ask of asks) {
    const section = sections.get(ask.table);
    const read = boundsOf(ask);
    if ("refused" in read) return read;
    if (!section) return { refused: `Its table ${ask.table} is not known.` };
    const conflict = conflictOf(section, ask);
    if (conflict !== null) return { refused: conflict };
    wanted.push({ section, ask, bounds: read.bounds });
  }
  if (wanted.every(({ bounds }) => bounds.length === 0)) return { refused: "It asks for nothing that could fail." };
  const placed = wanted.flatMap(({ section, ask, bounds }) => {
    section.key ??= ask.needs?.key ?? null;
    section.writtenAt ??= ask.needs?.writtenAt ?? null;
    return bounds.map((bound) => placeBound(section, bound));
  });
  return { placed };
}

function conflictOf(section: DraftSection, { needs }: Ask): string | null {
  if (needs?.writtenAt === undefined || section.writtenAt === null || section.writtenAt === needs.writtenAt)
    return null;
  return `A table has one column that says when a row was written, and here that is ${section.writtenAt} already.`;
}

/** A bound that is there already is not written twice. */
function placeBound(section: DraftSection, bound: ImportedBound): { readonly id: string; readonly entry: DraftEntry } {
  const same = section.entries.find(({ bound: other }) => isSameBound(other, bound));
  const used = new Set(section.entries.map(({ name }) => name.key));
  const entry = same ?? { name: nameOf(bound, section.key, used), bound, above: [], behind: [] };
  if (!same) section.entries.push(entry);
  return { id: `${section.name}.${entry.name.key}`, entry };
}

function isSameBound(a: ImportedBound, b: ImportedBound): boolean {
  const text = ({ fail, warn }: ImportedBound): string => `${fail?.units}/${fail?.scale} ${warn?.units}/${warn?.scale}`;
  return isSameMeasure(a, b) && text(a) === text(b);
}
