import type { Node } from "yaml";
import type { Ask, Measure, Range } from "../model";
import { decimal } from "../ranges";
import { allOf, conditionProblem, onOneLine } from "../sqlText";
import { quietRange } from "../thresholdText";
import type { YamlSource } from "../yamlSource";

/** A test as a model, a source or a column of one declares it. */
export type DbtTest = {
  /** With its package: `dbt_utils.accepted_range`. */
  readonly name: string;
  readonly column: string | null;
  readonly arguments: ReadonlyMap<string, Node | null>;
  /** What is said of how its failures count. */
  readonly settings: ReadonlyMap<string, Node | null>;
};

/**
 * What a test asks: rows that fail, which are counted and held against `error_if` and `warn_if`, or a value that is good or not.
 */
export type DbtMeaning =
  | { readonly kind: "rows"; readonly failing: Measure; readonly where?: string | null; readonly needs?: Ask["needs"] }
  | {
      readonly kind: "value";
      readonly measure: Measure;
      readonly range: Range;
      readonly where?: string | null;
      readonly needs?: Ask["needs"];
    }
  | { readonly kind: "refused"; readonly reason: string };

export function refused(reason: string): DbtMeaning {
  return { kind: "refused", reason };
}

const settingNames = ["severity", "where", "error_if", "warn_if", "enabled", "fail_calc", "limit"];
/** What a test may say besides its arguments, without changing what it asks. */
const wordsAside = [
  "name",
  "test_name",
  "description",
  "config",
  "tags",
  "meta",
  "arguments",
  "store_failures",
  "store_failures_as",
  "schema",
  "database",
  "alias",
];

/**
 * Reads a test of a list: a name alone, or a name with its arguments.
 * @returns null for what is no test
 */
export function readTest(yaml: YamlSource, item: Node, column: string | null): DbtTest | null {
  const alone = yaml.text(item);
  if (alone !== null) return { name: alone, column, arguments: new Map(), settings: new Map() };
  const entries = yaml.entries(item);
  const named = yaml.text(yaml.at(item, "test_name"));
  const call = entries.find(({ key }) => !wordsAside.includes(key) && !settingNames.includes(key));
  const name = named ?? call?.key;
  if (name === undefined) return null;
  const said = [
    ...(named === null ? yaml.entries(call?.value) : []),
    ...entries.filter(({ key }) => named !== null || key !== name),
  ];
  const config = said.filter(({ key }) => key === "config").flatMap(({ value }) => yaml.entries(value));
  const given = said.filter(({ key }) => key === "arguments").flatMap(({ value }) => yaml.entries(value));
  const pairs = (from: typeof said): [string, Node | null][] => from.map(({ key, value }) => [key, value]);
  return {
    name,
    column: yaml.text(said.find(({ key }) => key === "column_name")?.value) ?? column,
    arguments: new Map(
      pairs([...said, ...given].filter(({ key }) => ![...wordsAside, ...settingNames, "column_name"].includes(key))),
    ),
    settings: new Map(pairs([...said, ...config].filter(({ key }) => settingNames.includes(key)))),
  };
}

/** The condition that narrows a test's rows; or why it cannot. */
export function testWhere(
  yaml: YamlSource,
  { settings, arguments: given }: DbtTest,
): { readonly sql: string | null } | { readonly refused: string } {
  const parts = [settings.get("where"), given.get("row_condition")].map((node) => {
    const text = yaml.text(node);
    return text === null || text.trim() === "" ? null : onOneLine(text);
  });
  const sql = allOf(...parts);
  const problem = sql === null ? null : conditionProblem(sql);
  return problem === null ? { sql } : { refused: problem };
}

/** What is asked, with the severity that the test has. */
export function testAsk(
  yaml: YamlSource,
  test: DbtTest,
  meaning: Exclude<DbtMeaning, { kind: "refused" }>,
  table: string,
  where: string | null,
): Ask | { readonly refused: string } {
  const levels = levelsOf(yaml, test, meaning);
  if ("refused" in levels) return levels;
  const measure = meaning.kind === "rows" ? meaning.failing : meaning.measure;
  const needs = meaning.needs === undefined ? {} : { needs: meaning.needs };
  return { table, measure, ...levels, where: allOf(where, meaning.where ?? null), ...needs };
}

type Levels = { readonly fail: Range | null; readonly warn: Range | null };

function levelsOf(
  yaml: YamlSource,
  { settings }: DbtTest,
  meaning: Exclude<DbtMeaning, { kind: "refused" }>,
): Levels | { readonly refused: string } {
  const said = (key: string): string | null => yaml.text(settings.get(key));
  if (said("enabled") === "false") return { refused: "It is switched off (enabled: false)." };
  if (said("fail_calc") !== null) return { refused: "It counts its failures in a way of its own (fail_calc)." };
  const severity = said("severity")?.toLowerCase() ?? "error";
  if (severity !== "error" && severity !== "warn")
    return { refused: `Its severity, ${severity}, is filled in by dbt.` };
  const [errorIf, warnIf] = [said("error_if"), said("warn_if")];
  const isPlain = errorIf === null && warnIf === null;
  if (meaning.kind === "value" && !isPlain)
    return { refused: "error_if and warn_if count failures, and here there is no count of them." };
  if (said("limit") !== null && !isPlain) return { refused: "It counts no more failures than its limit." };
  const none: Range = { low: null, high: { at: decimal(0n), inclusive: true } };
  const quiet = (text: string | null): ReturnType<typeof quietRange> => (text === null ? none : quietRange(text));
  const fail = meaning.kind === "value" ? meaning.range : quiet(errorIf);
  const warn = meaning.kind === "value" ? meaning.range : quiet(warnIf);
  if (severity === "warn") return "refused" in warn ? warn : { fail: null, warn };
  if ("refused" in fail) return fail;
  if (isPlain) return { fail, warn: null };
  return "refused" in warn ? warn : { fail, warn };
}
