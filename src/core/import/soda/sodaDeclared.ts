import type { Node } from "yaml";
import type { ColumnWords } from "./sodaColumn";
import { onOneLine } from "../sqlText";
import type { YamlSource } from "../yamlSource";

/** What a file declares for the checks of its sections. */
export type Declared = {
  /** By table and name, such as `orders [daily]`. */
  readonly filters: ReadonlyMap<string, string | null>;
  readonly columnWords: ReadonlyMap<string, ColumnWords>;
};

export function declaredIn(yaml: YamlSource): Declared {
  return { filters: filtersIn(yaml), columnWords: columnWordsIn(yaml) };
}

function filtersIn(yaml: YamlSource): Map<string, string | null> {
  const filters = new Map<string, string | null>();
  for (const { key, value } of yaml.entries(yaml.root)) {
    const found = /^filter\s+("[^"]+"|`[^`]+`|\S+)\s+(\S.*)$/.exec(key.trim());
    const where = yaml.text(yaml.at(value, "where"));
    if (found) filters.set(`${bareName(found[1] ?? "")} ${filterName(found[2] ?? "")}`, where && onOneLine(where));
  }
  return filters;
}

/** `configurations for TABLE:` with entries such as `valid values for COLUMN:`. */
function columnWordsIn(yaml: YamlSource): Map<string, ColumnWords> {
  const words = new Map<string, Map<string, Node | null>>();
  for (const { key, value } of yaml.entries(yaml.root)) {
    const table = /^configurations for\s+(\S.*)$/.exec(key)?.[1];
    for (const setting of table === undefined ? [] : yaml.entries(value)) {
      const [, word = "", column = ""] = /^(.+?) for (.+)$/.exec(setting.key) ?? [];
      const name = `${bareName(table ?? "")} ${bareName(column)}`;
      words.set(name, (words.get(name) ?? new Map<string, Node | null>()).set(word, setting.value));
    }
  }
  return words;
}

/** What is missing and valid in a column of a table. */
export function wordsFor({ columnWords }: Declared, table: string, column: string): ColumnWords {
  return columnWords.get(`${table} ${column}`) ?? new Map<string, Node | null>();
}

/** The name of a filter without its brackets: `[daily]`. */
export function filterName(text: string): string {
  const opened = text.startsWith("[") ? text.slice(1) : text;
  return (opened.endsWith("]") ? opened.slice(0, -1) : opened).trim();
}

/** A name without its quotes. */
export function bareName(name: string): string {
  return name.trim().replace(/^["`]|["`]$/g, "");
}
