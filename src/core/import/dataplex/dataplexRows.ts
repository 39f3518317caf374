import type { Node } from "yaml";
import type { Field } from "./dataplex";
import { numberText } from "../literals";
import { needsQuotes, shareOf, stemOf } from "../measures";
import type { Ask, Measure, Range } from "../model";
import { textLiteral } from "../sqlText";
import type { YamlSource } from "../yamlSource";

export type DataplexAsks = { readonly asks: readonly Ask[] } | { readonly refused: string };

/** A rule with what helps to read it. */
export type Given = {
  readonly yaml: YamlSource;
  readonly field: Field;
  readonly rule: Node;
  /** What the rule expects. */
  readonly expectation: Node | null;
  readonly column: string;
  readonly bare: string | null;
  readonly ignoresNull: boolean;
  readonly ask: (measure: Measure, range: Range) => Ask;
  /** The rule's threshold in per cent; 100 where it has none. */
  readonly rows: Range;
};
/** A missing value fails its row unless the rule ignores it. */
function ofRows(
  { ask, bare, column, ignoresNull, rows }: Given,
  word: string,
  condition: (bare: string) => string | null,
): DataplexAsks {
  if (bare === null) return { refused: needsQuotes(column) };
  const sql = condition(bare);
  if (sql === null) return { refused: "Its values cannot be written as SQL that every warehouse reads." };
  const whole = ignoresNull ? `${bare} IS NULL OR (${sql})` : sql;
  return { asks: [ask(shareOf(whole, `${stemOf(bare)}_${word}`, null), rows)] };
}

export function inRange(given: Given): DataplexAsks {
  return ofRows(given, "in_range", (bare) => {
    const ends = endsOf(given).map(({ operator, value }) => {
      const literal = numberText(value) ?? textLiteral(value);
      return literal && `${bare} ${operator} ${literal}`;
    });
    return ends.length === 0 || ends.includes(null) ? null : ends.join(" AND ");
  });
}

type End = { readonly operator: ">" | ">=" | "<" | "<="; readonly value: string };

export function endsOf({ yaml, field, expectation }: Given): End[] {
  const text = (name: string): string | null => yaml.text(field(expectation, name));
  const [low, high] = [text("minValue"), text("maxValue")];
  return [
    ...(low === null || low === ""
      ? []
      : [{ operator: text("strictMinEnabled") === "true" ? ">" : ">=", value: low } as const]),
    ...(high === null || high === ""
      ? []
      : [{ operator: text("strictMaxEnabled") === "true" ? "<" : "<=", value: high } as const]),
  ];
}

/** Values are told as texts whatever the column's type; where one looks like a number, the column is compared as text too. */
export function inSet(given: Given): DataplexAsks {
  const { yaml, field, expectation } = given;
  const texts = yaml.items(field(expectation, "values")).map((item) => yaml.text(item) ?? "");
  const literals = texts.map(textLiteral);
  return ofRows(given, "accepted", (bare) => {
    if (literals.length === 0 || literals.includes(null)) return null;
    const value = texts.some((text) => numberText(text) !== null || /^(true|false)$/i.test(text))
      ? `CAST(${bare} AS STRING)`
      : bare;
    return `${value} IN (${literals.join(", ")})`;
  });
}

/** In the SQL of BigQuery, which is what Dataplex reads. */
export function matching(given: Given): DataplexAsks {
  const pattern = given.yaml.text(given.field(given.expectation, "regex"));
  return ofRows(given, "matches", (bare) =>
    pattern === null || /['\n\r]/.test(pattern) || pattern.endsWith("\\")
      ? null
      : `REGEXP_CONTAINS(${bare}, r'${pattern}')`,
  );
}
