import type { CalendarDate } from "../calendar";
import { addDecimals, compareDecimals, decimalOfDouble, parseDecimal, type Decimal } from "./decimal";
import { groupedBy, type Plan } from "./plan";

/** One row of the statement's answer: a group and what was measured of it. */
export type AnswerRow = Readonly<Record<string, string | number | bigint | boolean | null>>;

/** A measured group; `name` is the cohort, the date or the segment it stands for. */
export type Group = { readonly name: string; value(alias: string): Decimal | null };

/** A measured table, read by date, by cohort, by segment or as a whole. All values are exact. */
export type Cube = {
  readonly total: Group;
  readonly dates: readonly (Group & { readonly date: CalendarDate })[];
  readonly cohorts: readonly Group[];
  segments(column: string): readonly Group[];
};

/** A NULL in a column that checks are broken down by is a segment of its own. */
export const nullSegment = "(null)";

/** Reads the answer of a planned statement. Coarser groups come from the answer where it has them, else by rolling up. */
export function cubeOf(rows: readonly AnswerRow[], plan: Plan): Cube {
  const kindOf = (row: AnswerRow): string =>
    groupedBy(Number(row["headgate_grouping"]), plan.segments)
      .map((dimension) => (typeof dimension === "string" ? dimension : `segment ${dimension.segment}`))
      .join("+");
  const rowsOf = (kind: string): AnswerRow[] => rows.filter((row) => kindOf(row) === kind);
  const everyDimension = ["day", "cohort", ...plan.segments.map((segment) => `segment ${segment}`)].join("+");
  const cells = rows.filter((row) => ["day+cohort", everyDimension].includes(kindOf(row)));
  const hasSets = cells.length < rows.length;

  const grouped = (
    column: string,
    asked: readonly AnswerRow[],
  ): { name: string; group: Group; key: string | null }[] => {
    const keys = new Map<string | null, AnswerRow[]>();
    for (const row of hasSets ? asked : cells) {
      const key = row[column] === null || row[column] === undefined ? null : String(row[column]);
      keys.set(key, [...(keys.get(key) ?? []), row]);
    }
    return [...keys].map(([key, members]) => ({
      key,
      name: key ?? nullSegment,
      group: groupOf(key ?? nullSegment, members, plan),
    }));
  };

  return {
    total: groupOf("total", hasSets ? rowsOf("") : cells, plan),
    dates: grouped("headgate_day", rowsOf("day"))
      .flatMap(({ key, group }) => (key === null ? [] : [{ ...group, date: key as CalendarDate }]))
      .sort((a, b) => a.date.localeCompare(b.date)),
    cohorts: grouped("headgate_cohort", rowsOf("cohort")).flatMap(({ key, group }) => (key === null ? [] : [group])),
    segments: (column) =>
      grouped(`headgate_segment_${plan.segments.indexOf(column)}`, rowsOf(`segment ${column}`)).map(
        ({ group }) => group,
      ),
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
