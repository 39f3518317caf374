import { isMap, isSeq, type Node } from "yaml";
import { dqdlTokens } from "./dqdl/dqdlTokens";
import type { Tool } from "./model";
import { yamlSource, type YamlSource } from "./yamlSource";

/** The tool that a file is of, by what it says; null where that is none of those that are known. */
export function detectTool(text: string): Tool | null {
  if (isRuleset(text)) return "dqdl";
  const yaml = yamlSource(text);
  const entries = yaml.entries(yaml.root);
  if (entries.some(({ key }) => sodaHeader.test(key))) return "soda";
  if (isDataplex(yaml)) return "dataplex";
  const lists = entries.filter(({ key, value }) => dbtLists.includes(key) && isSeq(value));
  const isNamed = lists.some(({ value }) => yaml.items(value).some((item) => yaml.at(item, "name") !== undefined));
  return isNamed ? "dbt" : null;
}

const sodaHeader =
  /^(checks for |for each (dataset|table|column) |filter \S+ \S+$|configurations for |profile columns$|discover (datasets|tables)$|sample datasets$|automated monitoring$|reconciliation )/;
const dbtLists = ["models", "seeds", "snapshots", "sources", "unit_tests", "data_tests"];

/** `Rules = [`, with nothing but other lists of the kind before it. */
function isRuleset(text: string): boolean {
  const { tokens } = dqdlTokens(text);
  const begins = (index: number): boolean => tokens[index]?.kind === "word" && tokens[index + 1]?.text === "=";
  return (
    begins(0) &&
    tokens.some((token, index) => token.text === "Rules" && begins(index) && tokens[index + 2]?.text === "[")
  );
}

function isDataplex(yaml: YamlSource): boolean {
  const spec = yaml.at(yaml.root, "dataQualitySpec") ?? yaml.at(yaml.root, "data_quality_spec") ?? yaml.root;
  if (spec !== yaml.root && isMap(spec)) return true;
  const rules: Node | null | undefined = yaml.at(spec, "rules") ?? spec;
  return yaml
    .items(rules)
    .some((item) =>
      yaml.entries(item).some(({ key }) => /(Expectation|_expectation|^sqlAssertion|^sql_assertion)$/.test(key)),
    );
}
