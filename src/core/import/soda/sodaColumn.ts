import { literalOf } from "../literals";
import { allOf } from "../sqlText";
import type { YamlSource } from "../yamlSource";
import type { Node } from "yaml";

/** What counts as missing and as valid in a column, by the words that SodaCL has for it. */
export type ColumnWords = ReadonlyMap<string, Node | null>;

/** A condition in SQL; null: none is declared. Or why it cannot be written, as a sentence. */
export type Condition = { readonly sql: string | null } | { readonly refused: string };

const missingWords = ["missing values", "missing regex", "missing format"];

/** Whether a setting of a check says what is missing or valid in its column. */
export function isColumnWord(key: string): boolean {
  return /^(missing|valid|invalid) /.test(key);
}

/** What makes a value missing besides NULL. */
export function declaredMissing(yaml: YamlSource, bare: string, words: ColumnWords): Condition {
  for (const word of missingWords.slice(1))
    if (words.has(word)) return { refused: `${word} is written differently on each warehouse; say it as SQL.` };
  if (!words.has("missing values")) return { sql: null };
  const list = listOf(yaml, words.get("missing values"));
  return list === null ? { refused: "Its missing values cannot be written as SQL." } : { sql: `${bare} IN (${list})` };
}

/** What makes a value valid that is not missing. */
export function declaredValid(yaml: YamlSource, bare: string, words: ColumnWords): Condition {
  const conditions: string[] = [];
  for (const [word, node] of words) {
    if (missingWords.includes(word)) continue;
    const condition = validCondition(yaml, bare, word, node);
    if (condition === null) return { refused: `${word} cannot be written as SQL that every warehouse reads.` };
    conditions.push(condition);
  }
  return { sql: allOf(...conditions) };
}

const limits: Readonly<Record<string, (bare: string) => string>> = {
  "valid min": (bare) => `${bare} >=`,
  "valid max": (bare) => `${bare} <=`,
  "valid length": (bare) => `LENGTH(${bare}) =`,
  "valid min length": (bare) => `LENGTH(${bare}) >=`,
  "valid max length": (bare) => `LENGTH(${bare}) <=`,
};

function validCondition(yaml: YamlSource, bare: string, word: string, node: Node | null): string | null {
  if (word === "valid values" || word === "invalid values") {
    const list = listOf(yaml, node);
    return list === null ? null : `${bare} ${word === "valid values" ? "IN" : "NOT IN"} (${list})`;
  }
  const limit = limits[word];
  const value = yaml.text(node);
  return limit && value !== null && /^[+-]?\d+(\.\d+)?$/.test(value) ? `${limit(bare)} ${value}` : null;
}

function listOf(yaml: YamlSource, node: Node | null | undefined): string | null {
  const values = yaml.items(node).map((item) => literalOf(yaml, item));
  return values.length === 0 || values.includes(null) ? null : values.join(", ");
}
