import type { Window } from "../../calendar";
import type { Check } from "../../coverage/check";
import { findColumn, type Column, type ColumnKind } from "../../coverage/column";
import type { Dialect } from "../../coverage/sql/dialect";
import { measureBook, measuresOf } from "../../coverage/sql/measures";
import { periodOf } from "../../coverage/period";
import { datedBy } from "../../coverage/sql/planSource";
import type { TableMechanics } from "../../pipeline/pipeline";

/** The table that a check is about. */
export type SqlTable = {
  /** As declared: a name, or a data file. */
  readonly table: string;
  readonly columns: readonly Column[];
  readonly mechanics: TableMechanics;
  /** Null where the table has no dates. */
  readonly window: Window | null;
};

/**
 * What a check alone asks of its table, as a statement that a person can run: the same aggregates that the plan of all checks
 * has, with values where the plan has parameters.
 * @returns null where it is not one statement of its own, as a regression, which is two
 */
export function checkSql(check: Check, table: SqlTable, dialect: Dialect): string | null {
  const { mechanics } = table;
  const from = tableText(table.table, dialect);
  const written = mechanics.writtenAt === null ? null : dialect.identifier(mechanics.writtenAt);
  if (check.metric.function === "age_hours") return written && `SELECT max(${written}) AS newest\nFROM ${from}`;
  const { conditions, day } = rowsOf(check, table, dialect);
  const where = conditions.length === 0 ? "" : `\nWHERE ${conditions.join("\n  AND ")}`;
  if (check.metric.function === "missing_dates") return day && `SELECT DISTINCT ${day} AS day\nFROM ${from}${where}`;
  const aggregates = aggregatesOf(check, table, dialect);
  return aggregates.length === 0 ? null : `SELECT\n  ${aggregates.join(",\n  ")}\nFROM ${from}${where}`;
}

/** The aggregates of a check, named as its result names what they count. */
function aggregatesOf(check: Check, { columns, mechanics }: SqlTable, dialect: Dialect): string[] {
  if (check.metric.function === "regression") return [];
  const book = measureBook();
  const measures = measuresOf(check, null, { columns, dialect, book, emptyIsMissing: mechanics.emptyIsMissing });
  return (["numerator", "denominator", "value"] as const).flatMap((name) => {
    const measure = book.all().find(({ alias }) => alias === measures[name]);
    return measure ? [`${measure.sql} AS ${name}`] : [];
  });
}

/** The conditions that rows must meet to count for the check, and the day of a row; null where the table has no dates. */
function rowsOf(
  check: Check,
  { columns, mechanics, window }: SqlTable,
  dialect: Dialect,
): { conditions: string[]; day: string | null } {
  const dated = mechanics.dateColumn === null ? undefined : findColumn(columns, mechanics.dateColumn);
  const own = mechanics.where === null ? [] : [`(${mechanics.where})`];
  if (!dated || window === null) return { conditions: own, day: null };
  const mark = (value: unknown, kind: ColumnKind): string => literal(String(value), kind, dialect);
  const { conditions, day } = datedBy(dated, mechanics.timezone, periodOf(check, window), dialect, mark);
  return { conditions: [...conditions, ...own], day };
}

/** A value as the type of the column that it is compared with. */
function literal(value: string, kind: ColumnKind, { name }: Dialect): string {
  const types: Partial<Record<ColumnKind, string>> = {
    date: "DATE ",
    timestamp: name === "duckdb" ? "TIMESTAMP " : "DATETIME ",
    instant: name === "duckdb" ? "TIMESTAMPTZ " : "TIMESTAMP ",
  };
  return `${types[kind] ?? ""}${textLiteral(value, name)}`;
}

function textLiteral(value: string, name: Dialect["name"]): string {
  const escaped = name === "duckdb" ? value.replaceAll("'", "''") : value.replace(/[\\']/g, "\\$&");
  return `'${escaped}'`;
}

/** A data file is a text to DuckDB; a name is quoted part by part. */
function tableText(table: string, dialect: Dialect): string {
  const isFile =
    dialect.name === "duckdb" && /[/\\*?]|\.(?:parquet|csv|tsv|json|jsonl|ndjson)(?:\.gz|\.zst)?$/i.test(table);
  if (isFile) return textLiteral(table, dialect.name);
  return table
    .split(".")
    .map((part) => dialect.identifier(part))
    .join(".");
}
