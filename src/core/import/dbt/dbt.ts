import type { Node } from "yaml";
import { success, type Result } from "../../result";
import { sourceFreshness } from "./dbtFreshness";
import { meaningOf } from "./dbtMeanings";
import { readTest, testAsk, testWhere } from "./dbtTest";
import type { ReadRule, ReadTable, ToolReading } from "../model";
import { notYaml } from "../notYaml";
import { yamlSource, type YamlSource } from "../yamlSource";

/** A model, a seed, a snapshot or a table of a source. */
export type DbtTable = { readonly node: Node; readonly name: string; readonly source: Node | null };

/** Reads a properties file of dbt: tests of models, seeds, snapshots and sources, and the freshness of sources. */
export function readDbt({ file, text }: { file: string; text: string }): Result<ToolReading> {
  const yaml = yamlSource(text);
  if (yaml.problem) return notYaml(file, yaml.problem);
  const tables: ReadTable[] = [];
  const rules: ReadRule[] = [];
  const names = new Set<string>();
  for (const kind of ["models", "seeds", "snapshots"])
    for (const node of yaml.items(yaml.at(yaml.root, kind)))
      addTable(
        yaml,
        { node, name: freeName(names, yaml.text(yaml.at(node, "name")) ?? kind, ""), source: null },
        tables,
        rules,
      );
  for (const source of yaml.items(yaml.at(yaml.root, "sources"))) {
    const prefix = yaml.text(yaml.at(source, "name")) ?? "source";
    const ofSource = yaml.items(yaml.at(source, "tables")).map((node): DbtTable => {
      return { node, name: freeName(names, yaml.text(yaml.at(node, "name")) ?? prefix, `${prefix}_`), source };
    });
    for (const table of ofSource) addTable(yaml, table, tables, rules);
    rules.push(...sourceFreshness(yaml, source, ofSource));
  }
  rules.push(...unsayable(yaml));
  return success({ tables, rules: rules.sort((a, b) => a.line - b.line), comments: yaml.comments });
}

function freeName(names: Set<string>, name: string, prefix: string): string {
  let free = name;
  for (let number = 1; names.has(free); number++)
    free = number === 1 && prefix !== "" ? prefix + name : `${prefix}${name}_${number + 1}`;
  names.add(free);
  return free;
}

function addTable(yaml: YamlSource, table: DbtTable, tables: ReadTable[], rules: ReadRule[]): void {
  const { node, name } = table;
  tables.push({
    name,
    line: yaml.lines(node).line,
    description: yaml.text(yaml.at(node, "description")),
    table: warehouseName(yaml, table),
    where: null,
  });
  rules.push(...testsOf(yaml, node, name, null));
  for (const column of yaml.items(yaml.at(node, "columns")))
    rules.push(...testsOf(yaml, column, name, yaml.text(yaml.at(column, "name")) ?? ""));
  for (const version of yaml.items(yaml.at(node, "versions")))
    for (const test of [version, ...yaml.items(yaml.at(version, "columns"))].flatMap((place) => testItems(yaml, place)))
      rules.push(refusedRule(yaml, test, `${name}: ${yaml.excerpt(test)}`, "It is asked of one version of the model."));
}

/** Where a table lies, as far as the file says so and that is not its name. */
function warehouseName(yaml: YamlSource, { node, source, name }: DbtTable): string | null {
  const said = (from: Node | null, key: string): string | null =>
    yaml.text(yaml.at(from, key)) ?? yaml.text(yaml.at(yaml.at(from, "config"), key));
  const own = said(node, "identifier") ?? said(node, "alias") ?? yaml.text(yaml.at(node, "name")) ?? name;
  const schema = source ? (said(source, "schema") ?? yaml.text(yaml.at(source, "name"))) : null;
  const whole = schema === null ? own : `${schema}.${own}`;
  return whole === name || /[{}]/.test(whole) ? null : whole;
}

function testItems(yaml: YamlSource, node: Node): Node[] {
  return ["tests", "data_tests"].flatMap((key) => yaml.items(yaml.at(node, key)));
}

function testsOf(yaml: YamlSource, node: Node, table: string, column: string | null): ReadRule[] {
  const description = column === null ? null : yaml.text(yaml.at(node, "description"));
  const subject = column === null ? table : `${table}.${column}`;
  const tests = testItems(yaml, node).map((item, index) => {
    const rule = readRule(yaml, item, subject, table, column);
    return index === 0 ? { ...rule, description } : rule;
  });
  const constraints = yaml
    .items(yaml.at(node, "constraints"))
    .map((item) =>
      refusedRule(
        yaml,
        item,
        `${subject}: ${yaml.excerpt(item)}`,
        "A constraint is kept by the warehouse when the table is built.",
      ),
    );
  return [...tests, ...constraints];
}

function readRule(yaml: YamlSource, item: Node, subject: string, table: string, column: string | null): ReadRule {
  const text = `${subject}: ${yaml.excerpt(item)}`;
  const refuse = (reason: string): ReadRule => refusedRule(yaml, item, text, reason);
  const test = readTest(yaml, item, column);
  if (!test) return refuse("It names no test.");
  if ([...test.settings.values()].some((node) => node && /\{\{|\{%/.test(yaml.excerpt(node))))
    return refuse("It has a setting that only dbt fills in.");
  const where = testWhere(yaml, test);
  if ("refused" in where) return refuse(where.refused);
  const meaning = meaningOf(yaml, test, where.sql);
  if (meaning.kind === "refused") return refuse(meaning.reason);
  const ask = testAsk(yaml, test, meaning, table, where.sql);
  if ("refused" in ask) return refuse(ask.refused);
  return { ...yaml.lines(item), text, description: null, outcome: { kind: "asks", asks: [ask] } };
}

export function refusedRule(yaml: YamlSource, node: Node, text: string, reason: string): ReadRule {
  return { ...yaml.lines(node), text, description: null, outcome: { kind: "refused", reason } };
}

/** Tests that do not look at the values of a table. */
function unsayable(yaml: YamlSource): ReadRule[] {
  const reasons = {
    unit_tests: "A unit test runs a model's code on rows that it makes up.",
    data_tests: "Its SQL is in a file of its own.",
    tests: "Its SQL is in a file of its own.",
  } as const;
  return Object.entries(reasons).flatMap(([kind, reason]) =>
    yaml
      .items(yaml.at(yaml.root, kind))
      .map((node) =>
        refusedRule(yaml, node, `${kind}: ${yaml.text(yaml.at(node, "name")) ?? yaml.excerpt(node)}`, reason),
      ),
  );
}
