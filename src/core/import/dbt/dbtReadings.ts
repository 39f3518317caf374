import { decimalText } from "../../coverage/decimal";
import { completeness, countOf, duplicates, missingCount, needsQuotes, shareOf, stemOf } from "../measures";
import type { Measure, Range } from "../model";
import { atLeast, atMost, decimal, numberIn } from "../ranges";
import { refused, type DbtMeaning, type DbtTest } from "./dbtTest";
import { literalOf } from "../literals";
import { bareColumn, textLiteral } from "../sqlText";
import type { YamlSource } from "../yamlSource";
import type { Node } from "yaml";

/** A test with what helps to read it. */
export type Given = {
  readonly yaml: YamlSource;
  readonly test: DbtTest;
  readonly column: string;
  /** The column as SQL reads it without quotes. */
  readonly bare: string;
  readonly where: string | null;
};
export type Reader = (given: Given) => DbtMeaning;

const everything: Range = { low: { at: decimal(100n), inclusive: true }, high: null };
const none: Range = atMost(decimal(0n));

/** Rows can be counted in SQL where the column needs no quotes; that none is missing can always be said. */
export function nothingMissing({ column, bare, where }: Given): DbtMeaning {
  if (bare !== "") return { kind: "rows", failing: missingCount(bare, where) };
  return { kind: "value", measure: completeness(column, where), range: everything };
}

export function uniqueColumn({ bare }: Given): DbtMeaning {
  // dbt counts values that stand twice, here rows are counted: only none of them is the same.
  return { kind: "value", measure: duplicates([bare], `${bare} IS NOT NULL`), range: none };
}

export function uniqueTogether({ yaml, test }: Given, name: string): DbtMeaning {
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
export function passing({ bare, where }: Given, condition: string, word: string): DbtMeaning {
  const stem = bare === "" ? word : `${stemOf(bare)}_${word}`;
  const failing = countOf(`(${condition}) IS FALSE`, `rows_against_${stem}`, where);
  return { kind: "rows", failing: { ...failing, noneMeans: shareOf(`(${condition}) IS NOT FALSE`, stem, where) } };
}

export function oneOf(
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
export function valueLiteral(yaml: YamlSource, item: Node, isQuoted: boolean): string | null {
  const text = yaml.text(item);
  if (text === null) return null;
  return isQuoted ? textLiteral(text) : literalOf(yaml, item);
}

export function inRange(given: Given, value: string, strict: boolean): DbtMeaning {
  const range = rangeBetween(given.yaml, given.test, "min_value", "max_value");
  if (!range) return refused(noNumbers);
  const parts = [
    ...(range.low ? [`${value} ${strict ? ">" : ">="} ${decimalText(range.low.at)}`] : []),
    ...(range.high ? [`${value} ${strict ? "<" : "<="} ${decimalText(range.high.at)}`] : []),
  ];
  return passing(given, parts.join(" AND "), "in_range");
}

export function valueBetween(given: Given, measure: Measure): DbtMeaning {
  const strict = argument(given, "strictly") === "true";
  const range = rangeBetween(given.yaml, given.test, "min_value", "max_value");
  if (!range) return refused(noNumbers);
  const end = (limit: Range["low"]): Range["low"] => limit && { ...limit, inclusive: !strict };
  return { kind: "value", measure, range: { low: end(range.low), high: end(range.high) } };
}

export function valueEqual(given: Given, measure: Measure): DbtMeaning {
  const at = numberIn(argument(given, "value"));
  return at
    ? { kind: "value", measure, range: { ...atLeast(at), ...{ high: { at, inclusive: true } } } }
    : refused(noNumbers);
}

/** Undefined where an end that is there is no number, or none is there. */
export function rangeBetween(
  yaml: YamlSource,
  { arguments: given }: DbtTest,
  from: string,
  to: string,
): Range | undefined {
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
export function recent(given: Given): DbtMeaning {
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

export const noNumbers = "Its bounds are not numbers.";

export function argument({ yaml, test }: Given, name: string): string | null {
  return yaml.text(test.arguments.get(name));
}
