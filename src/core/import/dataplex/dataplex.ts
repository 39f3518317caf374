import type { Node } from "yaml";
import { failure, success, type Result } from "../../result";
import { dataplexAsks } from "./dataplexRule";
import type { ReadRule, ReadTable, ToolReading } from "../model";
import { notYaml } from "../notYaml";
import { conditionProblem, onOneLine } from "../sqlText";
import { yamlSource, type YamlSource } from "../yamlSource";

/** What stands behind a name, in either spelling: `rowFilter` or `row_filter`. */
export type Field = (node: Node | null | undefined, name: string) => Node | null | undefined;

/** Reads rules of Dataplex: a data quality spec, or a data scan that holds one, as YAML or JSON. */
export function readDataplex({ file, text }: { file: string; text: string }): Result<ToolReading> {
  const yaml = yamlSource(text);
  if (yaml.problem) return notYaml(file, yaml.problem);
  const field: Field = (node, name) => yaml.at(node, name) ?? yaml.at(node, snakeCase(name));
  const spec = field(yaml.root, "dataQualitySpec") ?? yaml.root;
  const rules = field(spec, "rules") ?? spec;
  const items = yaml.items(rules);
  if (!rules || items.length === 0)
    return failure("not-importable", `${file} has no rules. Rules of Dataplex stand in a list under rules:.`);
  const filter = yaml.text(field(spec, "rowFilter"));
  const where = filter === null || filter.trim() === "" ? null : onOneLine(filter);
  const problem = where === null ? null : conditionProblem(where);
  const table: ReadTable = {
    ...namesOf(yaml, field, file),
    line: yaml.lines(rules).line,
    description: yaml.text(field(yaml.root, "description")),
    where: problem === null ? where : null,
  };
  const read = items.map((item) => readRule(yaml, field, item, table.name, problem));
  return success({ tables: [table], rules: [...sampling(yaml, field, spec), ...read], comments: yaml.comments });
}

/** The table that is scanned, where the file says so; else the name of the file. */
function namesOf(yaml: YamlSource, field: Field, file: string): Pick<ReadTable, "name" | "table"> {
  const resource = yaml.text(field(field(yaml.root, "data"), "resource")) ?? "";
  const [, project, dataset, name] = /projects\/([^/]+)\/datasets\/([^/]+)\/tables\/([^/]+)$/.exec(resource) ?? [];
  if (name !== undefined && !/[{}$]/.test(resource))
    return { name, table: `${project ?? ""}.${dataset ?? ""}.${name}` };
  const base = file.slice(Math.max(file.lastIndexOf("/"), file.lastIndexOf("\\")) + 1);
  return { name: base.replace(/\.[^.]*$/, "") || "table", table: null };
}

function readRule(yaml: YamlSource, field: Field, item: Node, table: string, problem: string | null): ReadRule {
  const place = { ...yaml.lines(item), text: ruleText(yaml, field, item) };
  const asks = problem === null ? dataplexAsks(yaml, field, item, table) : { refused: problem };
  if ("refused" in asks) return { ...place, description: null, outcome: { kind: "refused", reason: asks.refused } };
  return { ...place, description: yaml.text(field(item, "description")), outcome: { kind: "asks", asks: asks.asks } };
}

/** The rule on one line, without what does not change it. */
function ruleText(yaml: YamlSource, field: Field, item: Node): string {
  const expectation = yaml
    .entries(item)
    .find(({ key, value }) => /(expectation|assertion|reference)$/i.test(key) && isSaid(yaml, value));
  const said = [yaml.text(field(item, "column")), expectation && yaml.excerpt(expectation.keyNode, expectation.value)];
  const threshold = yaml.text(field(item, "threshold"));
  const text = [...said, threshold === null ? null : `threshold: ${threshold}`]
    .filter((part) => part != null && part !== "")
    .join(" ");
  return text === "" ? yaml.excerpt(item) : text;
}

/** Some tools write every kind of expectation, empty lists for those that are not meant. */
function isSaid(yaml: YamlSource, value: Node | null): boolean {
  return value === null || !/^\[\s*\]$/.test(yaml.excerpt(value));
}

function sampling(yaml: YamlSource, field: Field, spec: Node | null | undefined): ReadRule[] {
  const node = field(spec, "samplingPercent");
  const text = yaml.text(node);
  if (!node || text === null || Number(text) === 0 || Number(text) === 100) return [];
  const reason = "Here all rows are counted, not a sample of them.";
  return [
    { ...yaml.lines(node), text: `samplingPercent: ${text}`, description: null, outcome: { kind: "refused", reason } },
  ];
}

function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
