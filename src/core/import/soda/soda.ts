import { isMap, isScalar, type Node } from "yaml";
import { success, type Result } from "../../result";
import type { ReadRule, ReadTable, ToolReading } from "../model";
import { notYaml } from "../notYaml";
import { sodaAsk } from "./sodaCheck";
import { bareName, filterName, declaredIn, wordsFor, type Declared } from "./sodaDeclared";
import type { SodaCheck } from "./sodaShape";
import { unsayableSection } from "./sodaUnsayable";
import { allOf, conditionProblem } from "../sqlText";
import { yamlSource, type Entry, type YamlSource } from "../yamlSource";

/** Reads checks in SodaCL: `checks for TABLE:` with a list of them. */
export function readSoda({ file, text }: { file: string; text: string }): Result<ToolReading> {
  const yaml = yamlSource(text);
  if (yaml.problem) return notYaml(file, yaml.problem);
  const tables: ReadTable[] = [];
  const rules: ReadRule[] = [];
  const declared = declaredIn(yaml);
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
  const found = /^checks for\s+("[^"]+"|`[^`]+`|\S+?)(?:\s+(\S.*))?$/.exec(key.trim());
  if (found) {
    const [, table = "", filter = null] = found;
    const problem = key.includes("${") ? "Its table is a variable that only Soda fills in." : null;
    return {
      kind: "checks",
      names: [bareName(table)],
      filter: filter && `${bareName(table)} ${filterName(filter)}`,
      checks: value,
      problem,
    };
  }
  if (/^for each (dataset|table)\s/.test(key)) return eachDataset(yaml, value);
  if (/^(configurations for|filter|variables)\b/.test(key)) return { kind: "other" };
  return { kind: "unsayable", reason: unsayableSection(key) };
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
