import { daysOf, type CalendarDate, type Window } from "../core/calendar";
import { comparePercentage, parseDecimal } from "../core/coverage/decimal";
import type { CheckResult, DateValue, TableResult } from "../core/coverage/validation";
import { countsText, checkName, quantityText } from "../core/report/sentences";

/**
 * What one date says of one check. `measured`: a number that has no bound of its own on a single date. `unmeasured`: there
 * are rows, but none to measure. `none`: nothing is there and nothing is expected.
 */
export type DateTone = "missing" | "below" | "warned" | "unmeasured" | "unsettled" | "meets" | "measured" | "none";

/** Worst first: where several dates share a column, it shows the first of these. */
const worstFirst: readonly DateTone[] = [
  "missing",
  "below",
  "warned",
  "unmeasured",
  "unsettled",
  "meets",
  "measured",
  "none",
];

export type DateCell = {
  readonly tone: DateTone;
  /** From 0 to 1: coverage, or the part of the row's greatest value. */
  readonly height: number;
  /** `47.2 % (100 of 212)`, `no rows, though expected`. */
  readonly text: string;
};

export type DateRow = {
  readonly name: string;
  /** Height of the bound, from 0 to 1; null where single dates have none. */
  readonly bound: number | null;
  /** One for each date of the matrix. */
  readonly cells: readonly DateCell[];
};

export type DateGrid = { readonly dates: readonly CalendarDate[]; readonly rows: readonly DateRow[] };

/** A row a check that was measured by date, a cell a day; null when none was. */
export function dateGrid(table: TableResult, window: Window): DateGrid | null {
  const checks = table.checks.filter((check) => check.byDate !== undefined);
  if (checks.length === 0) return null;
  const known = [...checks.flatMap(({ byDate }) => byDate ?? []).map(({ date }) => date), window.start, window.end];
  const start = known.reduce((a, b) => (b < a ? b : a));
  const end = known.reduce((a, b) => (b > a ? b : a));
  const dates = daysOf({ start, end });
  return { dates, rows: checks.map((check) => dateRow(check, table, dates)) };
}

function dateRow(check: CheckResult, table: TableResult, dates: readonly CalendarDate[]): DateRow {
  const values = new Map((check.byDate ?? []).map((value) => [value.date, value]));
  const missing = new Set(table.dates.missing);
  const unsettled = new Set(table.dates.unsettled);
  const bound = check.fail ?? check.warn;
  const bounded = check.unit === "%" || check.metric.startsWith("average(");
  const top =
    check.unit === "%"
      ? 100
      : Math.max(bounded ? (bound ?? 0) : 0, ...[...values.values()].map((value) => Math.abs(numberOf(value) ?? 0))) ||
        1;
  const cells = dates.map((date): DateCell => {
    if (isOutside(check, date)) return { tone: "none", height: 0, text: "not asked on this date" };
    if (missing.has(date)) return { tone: "missing", height: 1, text: "no rows, though expected" };
    const value = values.get(date);
    if (unsettled.has(date)) return { tone: "unsettled", height: 1, text: "too young to count" };
    if (!value) return { tone: "none", height: 0, text: "no rows" };
    const number = numberOf(value);
    if (number === null) return { tone: "unmeasured", height: 1, text: "nothing to measure" };
    const tone = bounded ? boundedTone(check, value, number) : "measured";
    return { tone, height: Math.min(1, Math.abs(number) / top), text: cellText(check, value, number) };
  });
  return { name: checkName(check), bound: bounded && bound !== null ? Math.min(1, bound / top) : null, cells };
}

/** An entry of a dated list asks nothing of other days. */
function isOutside({ dates }: CheckResult, date: CalendarDate): boolean {
  return dates !== undefined && ((dates.from ?? date) > date || (dates.until ?? date) < date);
}

function numberOf(value: DateValue): number | null {
  if (value.value !== undefined) return value.value;
  if (value.count !== undefined) return value.count === 0 || value.sum == null ? null : value.sum / value.count;
  if (value.numerator == null) return null;
  if (value.denominator == null) return value.numerator;
  return value.denominator === 0 ? null : (value.numerator * 100) / value.denominator;
}

function boundedTone(check: CheckResult, value: DateValue, number: number): DateTone {
  const violates = (bound: number | null): boolean => {
    if (bound === null) return false;
    const order = compareWith(bound, value, number);
    return check.comparison === ">=" ? order < 0 : order > 0;
  };
  if (violates(check.fail)) return "below";
  return violates(check.warn) ? "warned" : "meets";
}

/** Exact where there are counts, as the check itself is decided. */
function compareWith(bound: number, { numerator, denominator }: DateValue, number: number): number {
  const decimal = parseDecimal(String(bound));
  if (decimal && numerator != null && denominator != null)
    return comparePercentage(BigInt(numerator), BigInt(denominator), decimal);
  return number - bound;
}

function cellText(check: CheckResult, value: DateValue, number: number): string {
  const measured = { observed: number, numerator: value.numerator ?? null, denominator: value.denominator ?? null };
  const counts = countsText(measured);
  return counts === "" ? quantityText(check, measured) : `${quantityText(check, measured)} (${counts})`;
}

/** Cells put together into at most `most` columns of neighbouring dates, each showing the worst of them: a single bad date never vanishes. */
export function columnsOf(cells: readonly DateCell[], most: number): DateCell[] {
  const count = Math.max(1, Math.min(cells.length, most));
  return Array.from({ length: count }, (_, column) => {
    const from = Math.floor((column * cells.length) / count);
    const to = Math.floor(((column + 1) * cells.length) / count);
    return cells.slice(from, to).reduce((a, b) => (isWorse(b, a) ? b : a));
  });
}

function isWorse(a: DateCell, b: DateCell): boolean {
  const order = worstFirst.indexOf(a.tone) - worstFirst.indexOf(b.tone);
  return order === 0 ? a.height < b.height : order < 0;
}
