import { isDeepStrictEqual } from "node:util";
import { lintPipeline } from "../../src/core/pipeline/lintPipeline";
import { readRecipe } from "../../src/core/backfills/recipe";
import { parseDecimal } from "../../src/core/coverage/decimal";
import { refuseFragment } from "../../src/core/coverage/sql/fragment";
import { parseMetric } from "../../src/core/coverage/metric";
import { completionsAt } from "../../src/core/language/completion/completionsAt";
import { noFacts, type LanguageFacts, type PipelineFacts } from "../../src/core/language/facts";
import { hoverAt } from "../../src/core/language/hover/hoverAt";
import { readPipeline } from "../../src/core/pipeline/readPipeline";
import { thresholdsLinter } from "../../src/core/thresholds/lintThresholds";
import { readThresholds } from "../../src/core/thresholds/readThresholds";
import { checkId } from "../../src/core/thresholds/resolveSection";
import { blocksOf, entriesOf } from "../../src/core/yaml/blocks";
import type { Diagnostic } from "../../src/core/diagnostic";
import { lineLengths, misplaced, outside } from "./checks";

/** Something that takes any text. It must not throw; what is otherwise wrong is the answer. */
export type Target = { readonly name: string; run(text: string): string | undefined };

const columns = [
  "is_ready",
  "usage_rate",
  "minutes_played",
  "paint_attempts",
  "average_delay",
  "date",
  "is_training_ready",
];
const schemas: LanguageFacts["schemas"] = [
  "stats.player_game_summary",
  "team_offense",
  "data/airport_day/*.parquet",
].map((table) => ({
  connection: "warehouse",
  table,
  at: "2024-03-10T12:00:00Z",
  columns: columns.map((name) =>
    name.startsWith("is_")
      ? { name, type: "BOOLEAN", kind: "boolean" }
      : { name, type: "DOUBLE", kind: name === "date" ? "date" : "float" },
  ),
}));

/** All targets. A new one is a line here. */
export function targetsWith(pipelineText: string): Target[] {
  const { pipeline } = readPipeline("headgate.yaml", pipelineText);
  const facts: LanguageFacts = { ...noFacts, pipeline, schemas, now: new Date("2024-03-10T12:00:00Z") };
  const remembering = thresholdsLinter();
  const lint = (text: string): Diagnostic[] => thresholdsLinter()("t.yaml", text, facts);
  let last: { readonly text: string; readonly found: Diagnostic[] } = { text: "", found: lint("") };
  return [
    {
      name: "thresholds",
      run: (text) => {
        last = { text, found: lint(text) };
        return misplaced(text, last.found);
      },
    },
    {
      // As in an editor, where one text comes after another.
      name: "remembered thresholds",
      run: (text) => {
        const fresh = last.text === text ? last.found : lint(text);
        return isDeepStrictEqual(fresh, remembering("t.yaml", text, facts))
          ? undefined
          : "a linter that remembers finds something else than a fresh one";
      },
    },
    { name: "identifiers", run: repeatedId },
    {
      name: "pipeline",
      run: (text) => {
        const found = lintPipeline("headgate.yaml", readPipeline("headgate.yaml", text), unknownPipelineFacts);
        return misplaced(text, found);
      },
    },
    { name: "completion", run: (text) => misplacedHelp(completionsAt, text, facts) },
    { name: "hover", run: (text) => misplacedHelp(hoverAt, text, facts) },
    { name: "blocks", run: wrongBlocks },
    { name: "fragment", run: inconsistentFragment },
    {
      name: "small languages",
      run: (text) => {
        readRecipe("recipe.yaml", text);
        parseMetric(text);
        parseMetric(`share(${text})`);
        parseDecimal(text);
        return undefined;
      },
    },
  ];
}

const unknownPipelineFacts: PipelineFacts = { sections: null, schemas: [], surroundings: null };

/** What is proposed or told at one place: in the middle of a line, at its end, or at the end of the text. */
function misplacedHelp(
  helpAt: typeof completionsAt | typeof hoverAt,
  text: string,
  facts: LanguageFacts,
): string | undefined {
  const lengths = lineLengths(text);
  const middle = Math.ceil(lengths.length / 2);
  const length = lengths[middle - 1] ?? 0;
  const places = [
    { line: middle, column: 1 + Math.floor(length / 2) },
    { line: middle, column: 1 + length },
    { line: lengths.length, column: 1 + (lengths.at(-1) ?? 0) },
  ] as const;
  const { line, column } = places[text.length % 3] ?? places[0];
  const kind = text.length % 2 === 0 ? "thresholds" : "pipeline";
  const found = helpAt(kind, text, line, column, facts);
  const problem = found ? outside(found.range, lengths) : undefined;
  return problem === undefined ? undefined : `${problem}: ${kind} at ${line}:${column}`;
}

/** A name by which results are kept must be that of one check. */
function repeatedId(text: string): string | undefined {
  const { thresholds } = readThresholds("t.yaml", text);
  const seen = new Set<string>();
  for (const section of thresholds?.sections ?? [])
    for (const bound of section.bounds) {
      const id = checkId(section.name, bound);
      if (seen.has(id)) return `two checks are called ${id}`;
      seen.add(id);
    }
  return undefined;
}

function wrongBlocks(text: string): string | undefined {
  const blocks = blocksOf(text);
  const lines = text.split("\n");
  if (blocks.map((block) => block.text).join("\n") !== text) return "the blocks together are another text";
  for (const block of blocks) {
    const [first] = block.text.split("\n");
    if (lines[block.linesAbove] !== first) return `a block does not begin in line ${block.linesAbove + 1}`;
    entriesOf(block.text);
  }
  return undefined;
}

/** Where no engine is known, a fragment is let through by no more than by each. */
function inconsistentFragment(text: string): string | undefined {
  const refusals = (["duckdb", "bigquery"] as const).map((dialect) => refuseFragment(text, dialect));
  const everywhere = refuseFragment(text, null);
  return (everywhere === undefined) === refusals.every((refusal) => refusal === undefined)
    ? undefined
    : "a fragment is let through although an engine refuses it, or refused although none does";
}
