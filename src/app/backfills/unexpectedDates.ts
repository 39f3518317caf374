import type { CalendarDate } from "../../core/calendar";
import type { DateStates } from "../../core/backfills/runOutcome";
import { hadRows } from "../../core/coverage/datesOfTable";
import { expectedDatesIn, spineOf } from "../../core/coverage/expectedDates";
import type { Validation } from "../../core/coverage/validation";
import type { Backfill } from "../../core/pipeline/pipeline";
import { datesText } from "../../core/report/times";
import type { Section } from "../../core/thresholds/thresholds";
import type { SeenBackfill } from "./lookAtBackfills";
import type { Ports } from "../ports";
import { knownValidation } from "./tableDates";
import { mechanicsOf, type Workspace } from "../workspace";

/** Dates on which no table of a backfill expects rows, and by which declarations. */
export type UnexpectedDates = { readonly dates: readonly CalendarDate[]; readonly tables: readonly string[] };

/**
 * Those of the dates that nobody expects: every table that the backfill fills declares `expected_dates:` without them. Where these
 * are read from a table, the latest validation tells: a date that had no rows and was not missing was not expected. What cannot be
 * told is expected.
 */
export async function unexpectedDates(
  workspace: Workspace,
  ports: Pick<Ports, "store" | "files">,
  { tables }: Backfill,
  dates: readonly CalendarDate[],
): Promise<UnexpectedDates> {
  const sections = workspace.thresholds.sections.filter(({ name }) => tables.includes(name));
  if (sections.length === 0 || sections.length < tables.length || dates.length === 0) return { dates: [], tables: [] };
  const validation = await knownValidation(workspace, ports);
  const isExpected = (date: CalendarDate): boolean =>
    sections.some((section) => expects(workspace, section, validation, date));
  return { dates: dates.filter((date) => !isExpected(date)), tables: sections.map(({ name }) => name) };
}

/** The states of a backfill's dates without failed and unfinished ones that nobody expects: these are never retried either. */
export async function expectedStates(
  workspace: Workspace,
  ports: Pick<Ports, "store" | "files">,
  { backfill }: SeenBackfill,
  states: DateStates,
): Promise<DateStates> {
  const open = [...states.failed, ...states.unfinished];
  const unexpected = new Set((await unexpectedDates(workspace, ports, backfill, open)).dates);
  const expected = (dates: readonly CalendarDate[]): CalendarDate[] => dates.filter((date) => !unexpected.has(date));
  return { ...states, failed: expected(states.failed), unfinished: expected(states.unfinished) };
}

function expects(workspace: Workspace, section: Section, validation: Validation | null, date: CalendarDate): boolean {
  const mechanics = mechanicsOf(workspace, section);
  const { expectedDates } = mechanics;
  const day = { start: date, end: date };
  const fromTable = spineOf(mechanics) !== null;
  // Of dates out of a table, the ranges that are skipped are known all the same.
  if (expectedDatesIn(day, expectedDates, fromTable ? [date] : [])?.length === 0) return false;
  const table = fromTable ? validation?.tables.find(({ name }) => name === section.name) : undefined;
  // A table without expected dates on record cannot tell.
  if (validation === null || typeof table?.dates.expected !== "number") return true;
  return table.dates.missing.includes(date) || hadRows(table, validation.window, date) !== false;
}

/** `2 dates are left out, since expected_dates: of airport_day expects no rows then: …`; null where there are none. */
export function unexpectedText({ dates, tables }: UnexpectedDates): string | null {
  if (dates.length === 0) return null;
  const are = dates.length === 1 ? "1 date is" : `${dates.length} dates are`;
  return `${are} left out, since expected_dates: of ${tables.join(" and ")} expects no rows then: ${datesText(dates, 6)}.`;
}
