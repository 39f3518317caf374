import { decimalText } from "../../coverage/decimal";
import { aggregate, completeness, distinct, needsQuotes, rowCount, stemOf } from "../measures";
import { atLeast, decimal, numberIn, rangeAsPercent } from "../ranges";
import { refused, type DbtMeaning, type DbtTest } from "./dbtTest";
import { bareColumn, conditionProblem, onOneLine } from "../sqlText";
import type { YamlSource } from "../yamlSource";

import {
  argument,
  inRange,
  noNumbers,
  nothingMissing,
  oneOf,
  passing,
  rangeBetween,
  recent,
  uniqueColumn,
  uniqueTogether,
  valueBetween,
  valueEqual,
  type Reader,
} from "./dbtReadings";

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
    return value ? passing(given, `LENGTH(${given.bare}) = ${decimalText(value)}`, "length") : refused(noNumbers);
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
