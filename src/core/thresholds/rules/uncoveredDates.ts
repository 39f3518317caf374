import type { CalendarDate } from "../../calendar";
import { holdsOn } from "../../coverage/check";
import { expectedDatesIn, spineOf } from "../../coverage/expectedDates";
import { resolveWindow } from "../../coverage/window";
import type { Diagnostic } from "../../diagnostic";
import { datesText } from "../../report/times";
import type { KnownSection } from "../knownSection";
import type { Bound } from "../thresholds";

const mostRanges = 3;

/** Expected dates of the window that no entry of a dated list holds for: nothing is asked of them, perhaps unnoticed. */
export function uncoveredDates(known: KnownSection): Diagnostic[] {
  const lists = datedLists(known.section.bounds);
  const expected = lists.length === 0 ? [] : expectedOf(known);
  return lists.flatMap(({ key, keyRange, entries }): Diagnostic[] => {
    const uncovered = expected.filter((date) => !entries.some(({ dates }) => dates && holdsOn(dates, date)));
    if (uncovered.length === 0) return [];
    const message = `No entry of ${key} holds for ${datesText(uncovered, mostRanges)}, where rows are expected. Add one, or let another begin or end there.`;
    return [{ file: known.file, ...keyRange, severity: "warning", code: "uncovered-dates", message, fixes: [] }];
  });
}

type DatedList = Pick<Bound, "key" | "keyRange"> & { readonly entries: readonly Bound[] };

/** The lists whose entries can all be read. */
function datedLists(bounds: readonly Bound[]): DatedList[] {
  const keys = new Set(bounds.filter(({ dates }) => dates !== null).map(({ key }) => key));
  return [...keys].flatMap((key) => {
    const entries = bounds.filter((bound) => bound.key === key);
    const [first] = entries;
    return first && entries.every(({ unreadable }) => unreadable === null)
      ? [{ key, keyRange: first.keyRange, entries }]
      : [];
  });
}

/** The dates that are expected in the window, ascending; none where only the warehouse can tell them. */
function expectedOf({ mechanics, facts }: KnownSection): CalendarDate[] {
  const declared = mechanics.window ?? facts.pipeline?.window;
  const window = declared && resolveWindow(declared, facts.now, mechanics.timezone ?? "UTC");
  if (!window || spineOf(mechanics) !== null) return [];
  return expectedDatesIn(window, mechanics.expectedDates, []) ?? [];
}
