import { isMap, isScalar, type Node } from "yaml";
import { failure, success, type Result } from "../result";
import type { ReadRule, ReadTable, ToolReading } from "./model";
import { sodaAsk, type SodaCheck } from "./sodaCheck";
import type { ColumnWords } from "./sodaColumn";
import { allOf, conditionProblem, onOneLine } from "./sqlText";
import { yamlSource, type Entry, type YamlSource } from "./yamlSource";

/** Reads checks in SodaCL: `checks for TABLE:` with a list of them. */
export function readSoda({ file, text }: { file: string; text: string }): Result<ToolReading> {
  const yaml = yamlSource(text);
  if (yaml.problem) return notYaml(file, yaml.problem);
  const tables: ReadTable[] = [];
  const rules: ReadRule[] = [];
  const declared: Declared = { filters: filtersIn(yaml), columnWords: columnWordsIn(yaml) };
  for (const entry of yaml.entries(yaml.root)) {
    const header = headerOf(yaml, entry);
    if (header.kind === "other") continue;
    if (header.kind === "unsayable") {
      rules.push({ ...refusal(yaml, entry, header.reason) });
      continue;
    }
    for (const name of header.names)
      if (!tables.some((table) => table.name === name))
        tables.push({ name, line: yaml.lines(entry.keyNode).line, description: null, table: null, where: null });
    rules.push(...yaml.items(header.checks).map((item) => readCheck(yaml, item, header, declared)));
  }
  return success({ tables, rules, comments: yaml.comments });
}

/** The sentence for a file that is no YAML. */
export function notYaml(
  file: string,
  { line, message }: { line: number; message: string },
): ReturnType<typeof failure> {
  const said = message.replace(/[.:]$/, "");
  return failure("not-importable", `${file}:${line} is not valid YAML: ${said}. Mend it and import it again.`);
}

type Declared = {
  /** By table and name, such as `orders [daily]`. */
  readonly filters: ReadonlyMap<string, string | null>;
  readonly columnWords: ReadonlyMap<string, ColumnWords>;
};

type Header =
  | {
      readonly kind: "checks";
      readonly names: readonly string[];
      readonly filter: string | null;
      readonly checks: Node | null | undefined;
      readonly problem: string | null;
    }
  | { readonly kind: "unsayable"; readonly reason: string }
  | { readonly kind: "other" };

function headerOf(yaml: YamlSource, { key, value }: Entry): Header {
  const found = /^checks for\s+("[^"]+"|`[^`]+`|\S+?)(?:\s+\[?([^\]]+?)\]?)?$/.exec(key.trim());
  if (found) {
    const [, table = "", filter = null] = found;
    const problem = /\$\{/.test(key) ? "Its table is a variable that only Soda fills in." : null;
    return {
      kind: "checks",
      names: [bareName(table)],
      filter: filter && `${bareName(table)} ${filter}`,
      checks: value,
      problem,
    };
  }
  if (/^for each (dataset|table)\s/.test(key)) return eachDataset(yaml, value);
  if (/^(configurations for|filter|variables)\b/.test(key)) return { kind: "other" };
  return { kind: "unsayable", reason: unsayable(key) };
}

function unsayable(key: string): string {
  if (/^profile columns/.test(key)) return "It asks for a profile of columns, not for a bound.";
  if (/^(discover|sample) /.test(key)) return "It asks for a look at tables, not for a bound.";
  if (/^automated monitoring/.test(key)) return "It learns from earlier scans, which only Soda keeps.";
  if (/^reconciliation/.test(key)) return "It compares two tables.";
  return "It is no part of a checks file that Headgate knows.";
}

function eachDataset(yaml: YamlSource, value: Node | null): Header {
  const datasets = yaml.at(value, "datasets") ?? yaml.at(value, "tables");
  const names = yaml.items(datasets).map((item) => yaml.text(item) ?? "");
  const wild = names.find((name) => /[%*?$]|^(include|exclude) /.test(name));
  const problem =
    names.length === 0
      ? "It names no dataset."
      : wild === undefined
        ? null
        : `Which tables ${wild} stands for is known only to Soda; name them one by one.`;
  return {
    kind: "checks",
    names: problem === null ? names.map(bareName) : [],
    filter: null,
    checks: yaml.at(value, "checks"),
    problem,
  };
}

function readCheck(
  yaml: YamlSource,
  item: Node,
  { names, filter, problem }: Extract<Header, { kind: "checks" }>,
  declared: Declared,
): ReadRule {
  const [entry] = yaml.entries(item);
  const check = isScalar(item) ? (yaml.text(item) ?? "") : (entry?.key ?? "");
  const settings = new Map(yaml.entries(entry?.value).map(({ key, value }) => [key, value]));
  const place = { ...yaml.lines(item), text: ruleText(yaml, item, entry) };
  const refused = (reason: string): ReadRule => ({ ...place, description: null, outcome: { kind: "refused", reason } });
  if (problem !== null) return refused(problem);
  const where = filter === null ? null : declared.filters.get(filter);
  if (where === undefined) return refused(`The filter ${filter} is not in this file.`);
  if (filter !== null && where === null) return refused(`The filter ${filter} has no condition that can be read.`);
  const unclear = where === null ? null : conditionProblem(where);
  if (unclear !== null) return refused(unclear);
  const asks = names.map((table) => {
    const read: SodaCheck = {
      text: check,
      settings,
      where: allOf(where),
      columnWords: (column) => wordsFor(declared, table, column),
    };
    return { table, ask: sodaAsk(yaml, read) };
  });
  const failed = asks.flatMap(({ ask }) => ("refused" in ask ? [ask.refused] : []))[0];
  if (failed !== undefined) return refused(failed);
  const carried = asks.flatMap(({ table, ask }) => ("refused" in ask ? [] : [{ ...ask, table }]));
  const name = yaml.text(settings.get("name"));
  return { ...place, description: name, outcome: { kind: "asks", asks: carried } };
}

/** The check, with its settings in a flow of their own. */
function ruleText(yaml: YamlSource, item: Node, entry: Entry | undefined): string {
  if (!entry) return yaml.excerpt(item);
  return isMap(entry.value) || entry.value ? yaml.excerpt(entry.keyNode, entry.value) : entry.key;
}

function refusal(yaml: YamlSource, { key, keyNode, value }: Entry, reason: string): ReadRule {
  return { ...yaml.lines(keyNode, value), text: key, description: null, outcome: { kind: "refused", reason } };
}

function filtersIn(yaml: YamlSource): Map<string, string | null> {
  const filters = new Map<string, string | null>();
  for (const { key, value } of yaml.entries(yaml.root)) {
    const found = /^filter\s+("[^"]+"|`[^`]+`|\S+)\s+\[?([^\]]+?)\]?$/.exec(key.trim());
    const where = yaml.text(yaml.at(value, "where"));
    if (found) filters.set(`${bareName(found[1] ?? "")} ${found[2] ?? ""}`, where && onOneLine(where));
  }
  return filters;
}

/** `configurations for TABLE:` with entries such as `valid values for COLUMN:`. */
function columnWordsIn(yaml: YamlSource): Map<string, ColumnWords> {
  const words = new Map<string, Map<string, Node | null>>();
  for (const { key, value } of yaml.entries(yaml.root)) {
    const table = /^configurations for\s+(.+)$/.exec(key)?.[1];
    for (const setting of table === undefined ? [] : yaml.entries(value)) {
      const [, word = "", column = ""] = /^(.+?) for (.+)$/.exec(setting.key) ?? [];
      const name = `${bareName(table ?? "")} ${bareName(column)}`;
      words.set(name, (words.get(name) ?? new Map<string, Node | null>()).set(word, setting.value));
    }
  }
  return words;
}

function wordsFor({ columnWords }: Declared, table: string, column: string): ColumnWords {
  return columnWords.get(`${table} ${column}`) ?? new Map<string, Node | null>();
}

function bareName(name: string): string {
  return name.trim().replace(/^["`]|["`]$/g, "");
}
