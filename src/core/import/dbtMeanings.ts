import {
  aggregate,
  completeness,
  countOf,
  distinct,
  duplicates,
  missingCount,
  needsQuotes,
  rowCount,
  shareOf,
  stemOf,
} from "./measures";
import type { Measure, Range } from "./model";
import { atLeast, atMost, decimal, numberIn, plainDecimal, rangeAsPercent } from "./ranges";
import { refused, type DbtMeaning, type DbtTest } from "./dbtTest";
import { literalOf } from "./literals";
import { bareColumn, conditionProblem, onOneLine, textLiteral } from "./sqlText";
import type { YamlSource } from "./yamlSource";
import type { Node } from "yaml";

/** A test with what helps to read it. */
type Given = {
  readonly yaml: YamlSource;
  readonly test: DbtTest;
  readonly column: string;
  /** The column as SQL reads it without quotes. */
  readonly bare: string;
  readonly where: string | null;
};
type Reader = (given: Given) => DbtMeaning;

const everything: Range = { low: { at: decimal(100n), inclusive: true }, high: null };
const none: Range = atMost(decimal(0n));

/** What each test asks that is known here, by its name without its package. */
const readers: Readonly<Record<string, Reader>> = {
  not_null: nothingMissing,
  unique: uniqueColumn,
  accepted_values: ({ yaml, test, bare, where }) => oneOf(yaml, test, bare, "values", where, "IN"),
  not_accepted_values: ({ yaml, test, bare, where }) => oneOf(yaml, test, bare, "values", where, "NOT IN"),
  not_null_proportion: ({ yaml, test, column, where }) => {
    const range = rangeBetween(yaml, test, "at_least", "at_most");
    return range
      ? { kind: "value", measure: completeness(column, where), range: rangeAsPercent(range) }
      : refused(noNumbers);
  },
  accepted_range: (given) => {
    const strict = argument(given, "inclusive") === "false";
    return inRange(given, given.bare, strict);
  },
  at_least_one: ({ column, where }) => ({
    kind: "value",
    measure: completeness(column, where),
    range: atLeast(decimal(0n), false),
  }),
  not_empty_string: (given) => {
    const value = argument(given, "trim_whitespace") === "false" ? given.bare : `TRIM(${given.bare})`;
    return passing(given, `${value} <> ''`, "not_empty");
  },
  expression_is_true: (given) => {
    const expression = argument(given, "expression");
    if (expression === null) return refused("It has no expression.");
    const sql = onOneLine(given.column === "" ? expression : `${given.bare} ${expression}`);
    const problem = conditionProblem(sql);
    if (problem !== null) return refused(problem);
    return passing(given, sql, `expression_${stemOf(sql).slice(0, 40)}`);
  },
  unique_combination_of_columns: (given) => uniqueTogether(given, "combination_of_columns"),
  recency: recent,
  expect_column_values_to_not_be_null: (given) => {
    const { yaml, test, column, where } = given;
    const mostly = numberIn(yaml.text(test.arguments.get("mostly")));
    if (!mostly) return test.arguments.has("mostly") ? refused(noNumbers) : nothingMissing(given);
    return { kind: "value", measure: completeness(column, where), range: rangeAsPercent(atLeast(mostly)) };
  },
  expect_column_values_to_be_unique: uniqueColumn,
  expect_column_values_to_be_in_set: ({ yaml, test, bare, where }) => oneOf(yaml, test, bare, "value_set", where, "IN"),
  expect_column_values_to_not_be_in_set: ({ yaml, test, bare, where }) =>
    oneOf(yaml, test, bare, "value_set", where, "NOT IN"),
  expect_column_values_to_be_between: (given) => inRange(given, given.bare, argument(given, "strictly") === "true"),
  expect_column_value_lengths_to_be_between: (given) =>
    inRange(given, `LENGTH(${given.bare})`, argument(given, "strictly") === "true"),
  expect_column_value_lengths_to_equal: (given) => {
    const value = numberIn(argument(given, "value"));
    return value ? passing(given, `LENGTH(${given.bare}) = ${plainDecimal(value)}`, "length") : refused(noNumbers);
  },
  expect_table_row_count_to_be_between: (given) => valueBetween(given, rowCount),
  expect_table_row_count_to_equal: (given) => valueEqual(given, rowCount),
  expect_column_mean_to_be_between: (given) => valueBetween(given, aggregate("average", given.column, given.where)),
  expect_column_min_to_be_between: (given) => valueBetween(given, aggregate("minimum", given.column, given.where)),
  expect_column_max_to_be_between: (given) => valueBetween(given, aggregate("maximum", given.column, given.where)),
  expect_column_sum_to_be_between: (given) => valueBetween(given, aggregate("sum", given.column, given.where)),
  expect_column_stdev_to_be_between: (given) => valueBetween(given, aggregate("stddev", given.column, given.where)),
  expect_column_unique_value_count_to_be_between: (given) => valueBetween(given, distinct(given.column)),
  expect_column_distinct_count_to_equal: (given) => valueEqual(given, distinct(given.column)),
  expect_compound_columns_to_be_unique: (given) => uniqueTogether(given, "column_list"),
  expect_row_values_to_have_recent_data: recent,
};

/** Tests that are known and have no like here. */
const unsayable: readonly [pattern: RegExp, reason: string][] = [
  [
    /^relationships|^(equal_rowcount|fewer_rows_than|equality|cardinality_equality)$|other_table/,
    "It compares with another table.",
  ],
  [/anomal|moving_stdev|within_n_|stdevs/, "It learns from how the values usually are."],
  [/regex|like_pattern/, "A pattern is written differently on each warehouse; write it as metric: share(…)."],
  [
    /column_(to_exist|values_to_be_of_type|values_to_be_in_type_list)|table_columns|schema_changes|column_count/,
    "It looks at columns and their types, not at values.",
  ],
  [/sequential|increasing|decreasing|mutually_exclusive|consecutive/, "It looks at the order of rows."],
  [
    /quantile|median|proportion_of_unique|most_common|not_constant|multicolumn_sum|select_column|within_record/,
    "Its measure has no like here.",
  ],
];

/** What a test asks; or why it cannot be said here. */
export function meaningOf(yaml: YamlSource, test: DbtTest, where: string | null): DbtMeaning {
  const filled = [...test.arguments.values()].some((node) => node && /\{\{|\{%/.test(yaml.excerpt(node)));
  if (filled) return refused("It has a value that only dbt fills in.");
  const name = test.name.slice(test.name.lastIndexOf(".") + 1);
  const isKnown = Object.hasOwn(readers, name) && /^(dbt_utils\.|dbt_expectations\.|dbt\.)?\w+$/.test(test.name);
  const reader = isKnown ? readers[name] : undefined;
  if (!reader) {
    const [, reason] = unsayable.find(([pattern]) => pattern.test(name)) ?? [];
    const whose = test.name.includes(".") ? "a package that Headgate does not know" : "the project's own";
    return refused(reason ?? `${test.name} is a test of ${whose}, in SQL that is not in this file.`);
  }
  if (test.arguments.has("group_by") || test.arguments.has("group_by_columns"))
    return refused("It asks for groups; write segments: on a bound.");
  const bare = test.column === null ? null : bareColumn(test.column);
  const canBeQuoted = ["not_null", "not_null_proportion", "expect_column_values_to_not_be_null"].includes(name);
  if (test.column !== null && bare === null && !canBeQuoted) return refused(needsQuotes(test.column));
  return reader({ yaml, test, column: test.column ?? "", bare: bare ?? "", where });
}

const noNumbers = "Its bounds are not numbers.";

function argument({ yaml, test }: Given, name: string): string | null {
  return yaml.text(test.arguments.get(name));
}

/** Rows can be counted in SQL where the column needs no quotes; that none is missing can always be said. */
function nothingMissing({ column, bare, where }: Given): DbtMeaning {
  if (bare !== "") return { kind: "rows", failing: missingCount(bare, where) };
  return { kind: "value", measure: completeness(column, where), range: everything };
}

function uniqueColumn({ bare }: Given): DbtMeaning {
  // dbt counts values that stand twice, here rows are counted: only none of them is the same.
  return { kind: "value", measure: duplicates([bare], `${bare} IS NOT NULL`), range: none };
}

function uniqueTogether({ yaml, test }: Given, name: string): DbtMeaning {
  const columns = yaml.items(test.arguments.get(name)).map((item) => yaml.text(item) ?? "");
  if (columns.length === 0 || columns.includes("")) return refused("It names no columns.");
  const how = yaml.text(test.arguments.get("ignore_row_if"));
  const wanting = columns.find((column) => bareColumn(column) === null);
  if (name === "combination_of_columns")
    return { kind: "value", measure: duplicates(columns), range: none, needs: { key: columns } };
  if (wanting !== undefined) return refused(needsQuotes(wanting));
  const present = columns.map((column) => `${column} IS NOT NULL`);
  const within = how === "never" ? null : present.join(how === "any_value_is_missing" ? " AND " : " OR ");
  return { kind: "value", measure: duplicates(columns, within), range: none };
}

/** A condition of each row; a row of which nothing can be told passes, as it does in dbt. */
function passing({ bare, where }: Given, condition: string, word: string): DbtMeaning {
  const stem = bare === "" ? word : `${stemOf(bare)}_${word}`;
  const failing = countOf(`(${condition}) IS FALSE`, `rows_against_${stem}`, where);
  return { kind: "rows", failing: { ...failing, noneMeans: shareOf(`(${condition}) IS NOT FALSE`, stem, where) } };
}

function oneOf(
  yaml: YamlSource,
  test: DbtTest,
  bare: string,
  name: string,
  where: string | null,
  operator: "IN" | "NOT IN",
): DbtMeaning {
  const isQuoted = yaml.text(test.arguments.get("quote") ?? test.arguments.get("quote_values")) !== "false";
  const values = yaml.items(test.arguments.get(name)).map((item) => valueLiteral(yaml, item, isQuoted));
  if (values.length === 0 || values.includes(null))
    return refused("Its values cannot be written as SQL that every warehouse reads.");
  return passing(
    { yaml, test, column: bare, bare, where },
    `${bare} ${operator} (${values.join(", ")})`,
    operator === "IN" ? "accepted" : "not_refused",
  );
}

/** With `quote: true`, which is dbt's default, every value is a text. */
function valueLiteral(yaml: YamlSource, item: Node, isQuoted: boolean): string | null {
  const text = yaml.text(item);
  if (text === null) return null;
  return isQuoted ? textLiteral(text) : literalOf(yaml, item);
}

function inRange(given: Given, value: string, strict: boolean): DbtMeaning {
  const range = rangeBetween(given.yaml, given.test, "min_value", "max_value");
  if (!range) return refused(noNumbers);
  const parts = [
    ...(range.low ? [`${value} ${strict ? ">" : ">="} ${plainDecimal(range.low.at)}`] : []),
    ...(range.high ? [`${value} ${strict ? "<" : "<="} ${plainDecimal(range.high.at)}`] : []),
  ];
  return passing(given, parts.join(" AND "), "in_range");
}

function valueBetween(given: Given, measure: Measure): DbtMeaning {
  const strict = argument(given, "strictly") === "true";
  const range = rangeBetween(given.yaml, given.test, "min_value", "max_value");
  if (!range) return refused(noNumbers);
  const end = (limit: Range["low"]): Range["low"] => limit && { ...limit, inclusive: !strict };
  return { kind: "value", measure, range: { low: end(range.low), high: end(range.high) } };
}

function valueEqual(given: Given, measure: Measure): DbtMeaning {
  const at = numberIn(argument(given, "value"));
  return at
    ? { kind: "value", measure, range: { ...atLeast(at), ...{ high: { at, inclusive: true } } } }
    : refused(noNumbers);
}

/** Undefined where an end that is there is no number, or none is there. */
function rangeBetween(yaml: YamlSource, { arguments: given }: DbtTest, from: string, to: string): Range | undefined {
  const ends = [from, to].map((name) => {
    const text = yaml.text(given.get(name));
    return text === null ? null : numberIn(text);
  });
  const [low, high] = ends;
  if (low === undefined || high === undefined || (low === null && high === null)) return undefined;
  return { low: low && { at: low, inclusive: true }, high: high && { at: high, inclusive: true } };
}

const hoursPer: Readonly<Record<string, bigint>> = { hour: 1n, day: 24n, week: 168n };

/** The newest row is at most so old. */
function recent(given: Given): DbtMeaning {
  const column = given.column === "" ? argument(given, "field") : given.column;
  const unit = hoursPer[argument(given, "datepart") ?? ""];
  const count = numberIn(argument(given, "interval"));
  if (column === null || bareColumn(column) === null)
    return refused("It names no plain column that tells when a row was written.");
  if (unit === undefined || !count) return refused("Its time is not one of hours, days or weeks.");
  if (given.where !== null) return refused("The age here is that of the whole table; it cannot be narrowed.");
  return {
    kind: "value",
    measure: { metric: { function: "age_hours" }, stem: "age_hours", scale: "number" },
    range: atMost({ units: count.units * unit, scale: count.scale }),
    needs: { writtenAt: column },
  };
}
