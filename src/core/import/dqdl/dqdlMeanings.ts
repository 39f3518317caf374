import { conditionRange, numberOfTokens, type Condition } from "./dqdlCondition";
import { columnLength, columnValues, dataFreshness } from "./dqdlRows";
import type { Asking, DqdlAsks, DqdlRule } from "./dqdlRuleShape";
import { aggregate, completeness, distinct, duplicates, needsQuotes, numberOf, rowCount, stemOf } from "../measures";
import type { Ask, Range } from "../model";
import { atLeast, atMost, decimal, rangeAsPercent } from "../ranges";
import { bareColumn, conditionProblem, onOneLine } from "../sqlText";

type Reader = (rule: DqdlRule, ask: Asking) => DqdlAsks;

const all: Range = atLeast(decimal(100n));
const none: Range = atMost(decimal(0n));

const readers: Readonly<Record<string, Reader>> = {
  RowCount: (rule, ask) => bounded(rule, (range) => ask(rowCount, range)),
  Completeness: (rule, ask) =>
    withColumn(rule, (column) =>
      bounded(rule, (range) => ask(completeness(column, rule.where), rangeAsPercent(range))),
    ),
  IsComplete: (rule, ask) => withColumn(rule, (column) => ({ asks: [ask(completeness(column, rule.where), all)] })),
  IsUnique: unique,
  Uniqueness: (rule, ask) =>
    isAll(rule.condition)
      ? unique(rule, ask)
      : { refused: "The share of values that stand once has no like here; max_duplicates counts rows." },
  UniqueValueRatio: (rule, ask) =>
    isAll(rule.condition)
      ? unique(rule, ask)
      : { refused: "The share of values that stand once has no like here; max_duplicates counts rows." },
  IsPrimaryKey: primaryKey,
  DistinctValuesCount: (rule, ask) =>
    withColumn(rule, (column) => bounded(rule, (range) => ask(distinct(column), range))),
  Mean: (rule, ask) =>
    withColumn(rule, (column) => bounded(rule, (range) => ask(aggregate("average", column, rule.where), range))),
  Sum: (rule, ask) =>
    withColumn(rule, (column) => bounded(rule, (range) => ask(aggregate("sum", column, rule.where), range))),
  // Deequ's is that of a population; `stddev(…)` here is that of a sample.
  StandardDeviation: (rule, ask) => ofBare(rule, ask, (values) => `STDDEV_POP(${values})`, "stddev_pop_of"),
  ColumnValues: columnValues,
  ColumnLength: columnLength,
  DataFreshness: dataFreshness,
  CustomSql: customSql,
};

const unsayable: Readonly<Record<string, string>> = {
  ColumnCount: "It looks at columns and their types, not at values.",
  ColumnExists: "It looks at columns and their types, not at values.",
  ColumnDataType: "It looks at columns and their types, not at values.",
  ColumnNamesMatchPattern: "It looks at columns and their types, not at values.",
  SchemaMatch: "It compares with another table.",
  RowCountMatch: "It compares with another table.",
  DatasetMatch: "It compares with another table.",
  AggregateMatch: "It compares with another table.",
  ReferentialIntegrity: "It compares with another table.",
  DetectAnomalies: "It learns from how the values usually are.",
};

/** What one rule asks. */
export function dqdlMeaning(rule: DqdlRule, table: string): DqdlAsks {
  const reader = Object.hasOwn(readers, rule.type) ? readers[rule.type] : undefined;
  if (!reader) return { refused: unsayable[rule.type] ?? `${rule.type} has no like here.` };
  if (rule.threshold !== null && !["ColumnValues", "ColumnLength", "DataFreshness"].includes(rule.type))
    return { refused: "Its threshold has no like here." };
  return reader(rule, (measure, range, needs) => ({
    table,
    measure,
    fail: range,
    warn: null,
    where: rule.where,
    ...(needs ? { needs } : {}),
  }));
}

function withColumn({ columns, type }: DqdlRule, read: (column: string) => DqdlAsks): DqdlAsks {
  const [column] = columns;
  if (column === undefined || columns.length > 1) return { refused: `${type} needs one column.` };
  return read(column);
}

function ofBare(rule: DqdlRule, ask: Asking, call: (values: string) => string, word: string): DqdlAsks {
  return withColumn(rule, (column) => {
    const bare = bareColumn(column);
    if (bare === null) return { refused: needsQuotes(column) };
    const values = rule.where === null ? bare : `CASE WHEN ${rule.where} THEN ${bare} END`;
    return bounded(rule, (range) => ask(numberOf(call(values), `${word}_${stemOf(column)}`), range));
  });
}

function bounded({ condition }: DqdlRule, ask: (range: Range) => Ask): DqdlAsks {
  const range = condition === null ? { refused: "It has no bound." } : conditionRange(condition);
  return "refused" in range ? range : { asks: [ask(range)] };
}

/** Whether a share of values asks for all of them. */
function isAll(condition: Condition | null): boolean {
  const at = numberOfTokens(condition?.operands[0]);
  return (
    at !== undefined && ["=", "==", ">="].includes(condition?.operator ?? "") && at.units === 10n ** BigInt(at.scale)
  );
}

/** Rows without any of the values are left out. */
function unique({ columns }: DqdlRule, ask: Asking): DqdlAsks {
  const wanting = columns.find((column) => bareColumn(column) === null);
  if (columns.length === 0) return { refused: "It names no column." };
  if (wanting !== undefined) return { refused: needsQuotes(wanting) };
  const within = columns.map((column) => `${column} IS NOT NULL`).join(" OR ");
  return { asks: [ask(duplicates(columns, within), none)] };
}

function primaryKey({ columns, where }: DqdlRule, ask: Asking): DqdlAsks {
  if (columns.length === 0) return { refused: "It names no column." };
  return {
    asks: [
      ask(duplicates(columns), none, { key: columns }),
      ...columns.map((column) => ask(completeness(column, where), all)),
    ],
  };
}

/** A query over the table alone that gives one aggregate. */
function customSql(rule: DqdlRule, ask: Asking): DqdlAsks {
  const [query = ""] = rule.columns;
  const text = onOneLine(query);
  const isPlain = /^select\s/i.test(text) && /\sfrom\s+primary$/i.test(text.slice(-40));
  const asked = isPlain ? text.slice("select".length, text.toLowerCase().lastIndexOf("from")).trim() : "";
  const call = /^(count|sum|avg|min|max)\s*\((?:[^()]|\([^()]*\))*\)$/i.exec(asked)?.[0];
  if (rule.columns.length !== 1 || call === undefined || rule.where !== null)
    return { refused: "It is a query of its own, and here SQL is one expression." };
  const problem = conditionProblem(call);
  if (problem !== null) return { refused: problem };
  const scale = /^count/i.test(call) ? "count" : "number";
  return bounded(rule, (range) => ask(numberOf(call, stemOf(call).toLowerCase(), scale), range));
}
