import type { CalendarDate } from "../calendar";
import { addDecimals, compareDecimals, decimalOfDouble, parseDecimal, type Decimal } from "./decimal";
import { groupedBy, periodName, segmentName } from "./sql/cubeStatement";
import type { Plan } from "./sql/plan";

/** One row of the statement's answer: a group and what was measured of it. */
export type AnswerRow = Readonly<Record<string, string | number | bigint | boolean | null>>;

/** A measured group; `name` is the cohort, the date or the segment it stands for. */
export type Group = { readonly name: string; value(alias: string): Decimal | null };

/** Measured rows as a whole, by cohort and by segment. */
export type Slice = {
  readonly total: Group;
  readonly cohorts: readonly Group[];
  segments(column: string): readonly Group[];
};

/** A measured table, read by date, by cohort, by segment or as a whole. All values are exact. */
export type Cube = Slice & {
  readonly dates: readonly (Group & { readonly date: CalendarDate })[];
  /** The rows of a period of the statement, for measures that cannot be narrowed to its days. */
  period(index: number): Slice;
};

/** A NULL in a column that checks are broken down by is a segment of its own. */
export const nullSegment = "(null)";

/** Reads the answer of a planned statement. Coarser groups come from the answer where it has them, else by rolling up. */
export function cubeOf(rows: readonly AnswerRow[], plan: Plan): Cube {
  const kindOf = (row: AnswerRow): string =>
    groupedBy(Number(row["headgate_grouping"]), plan.dimensions)
      .map(({ name }) => name)
      .join("+");
  const byKind = new Map<string, AnswerRow[]>();
  for (const row of rows) {
    const members = byKind.get(kindOf(row));
    if (members) members.push(row);
    else byKind.set(kindOf(row), [row]);
  }
  const cells = byKind.get("day+cohort") ?? [];
  const hasSets = cells.length < rows.length;
  const columnOf = (dimension: string): string => plan.dimensions.find(({ name }) => name === dimension)?.column ?? "";
  const rowsOf = (kind: string): readonly AnswerRow[] => (hasSets ? (byKind.get(kind) ?? []) : cells);

  const grouped = (dimension: string, members: readonly AnswerRow[]): { group: Group; key: string | null }[] => {
    const column = columnOf(dimension);
    const keys = new Map<string | null, AnswerRow[]>();
    for (const row of members) {
      const key = row[column] === null || row[column] === undefined ? null : String(row[column]);
      keys.set(key, [...(keys.get(key) ?? []), row]);
    }
    return [...keys].map(([key, found]) => ({ key, group: groupOf(key ?? nullSegment, found, plan) }));
  };
  const sliceOf = (membersOf: (kind: string | null) => readonly AnswerRow[]): Slice => ({
    total: groupOf("total", membersOf(null), plan),
    cohorts: grouped("cohort", membersOf("cohort")).flatMap(({ key, group }) => (key === null ? [] : [group])),
    segments: (column) => grouped(segmentName(column), membersOf(segmentName(column))).map(({ group }) => group),
  });

  return {
    ...sliceOf((kind) => rowsOf(kind ?? "")),
    dates: grouped("day", rowsOf("day"))
      .flatMap(({ key, group }) => (key === null ? [] : [{ ...group, date: key as CalendarDate }]))
      .sort((a, b) => a.date.localeCompare(b.date)),
    period: (index) => {
      const period = periodName(index);
      const isInside = (row: AnswerRow): boolean => Number(row[columnOf(period)]) === 1;
      return sliceOf((kind) => rowsOf(kind === null ? period : `${kind}+${period}`).filter(isInside));
    },
  };
}

/** One group out of its members: a single row as it is, several rolled up. */
function groupOf(name: string, members: readonly AnswerRow[], plan: Plan): Group {
  return {
    name,
    value: (alias) => {
      const cells = members.map((row) => row[alias] ?? null).filter((cell) => cell !== null);
      const values = cells.map(quantity).filter((value) => value !== null);
      // A sum that is beyond all numbers must not be left out of the rest.
      if (values.length < cells.length) return null;
      if (members.length === 1) return values[0] ?? null;
      const rollUp = plan.measures.find((measure) => measure.alias === alias)?.rollUp;
      if (!rollUp || values.length === 0) return null;
      return values.reduce((a, b) => {
        if (rollUp === "add") return addDecimals(a, b);
        return compareDecimals(a, b) < 0 === (rollUp === "least") ? a : b;
      });
    },
  };
}

function quantity(cell: AnswerRow[string]): Decimal | null {
  if (typeof cell === "bigint") return { units: cell, scale: 0 };
  if (typeof cell === "number") return decimalOfDouble(cell) ?? null;
  if (typeof cell === "string") return parseDecimal(cell) ?? null;
  return null;
}
