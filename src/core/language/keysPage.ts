import { Document, isCollection } from "yaml";
import { mechanicsSchema } from "../pipeline/mechanicsSchema";
import { pipelineSchema } from "../pipeline/pipelineSchema";
import { boundNamePatterns, fixedBoundNames, metricDescriptions } from "../thresholds/boundNames";
import { datedBoundSchema } from "../thresholds/boundSchema";
import { requirementMapSchema, requirementShape } from "../thresholds/requirementSchema";
import { pollingSchema, thresholdsSchema } from "../thresholds/thresholdsSchema";
import { keysAt, type KnownKey, type Schema } from "../yaml/describe";
import type { Path } from "../yaml/readYaml";

/** What a row of the page needs. */
type Row = { readonly name: string; readonly description: string; readonly examples: readonly unknown[] };

/** `docs/keys.md`: every key of the two files, with the sentences that editors show. */
export function keysPage(): string {
  return [
    "# Every key",
    "Written from the schemas by `npm run schemas`. What they are for is told in [thresholds](thresholds.md) and [headgate.yaml](pipeline.md).",
    ...thresholdsParts(),
    ...pipelineParts(),
  ]
    .join("\n\n")
    .concat("\n");
}

function thresholdsParts(): string[] {
  const fixed = Object.entries(fixedBoundNames).map(([name, row]) => ({ name, ...row }));
  const metrics = Object.entries(metricDescriptions).map(([name, row]) => ({ name, ...row }));
  const ofSection = keysAt(thresholdsSchema, [""]).filter(({ key }) => Object.hasOwn(requirementShape, key));
  return [
    ...part("## The thresholds file", rowsAt(thresholdsSchema, [])),
    ...part("### Names of bounds", [...fixed, ...boundNamePatterns]),
    ...part("### Behind the name of a bound", rowsAt(datedBoundSchema, [])),
    ...part("### Of its `baseline`", rowsAt(datedBoundSchema, ["baseline"])),
    ...part("### Requirements on the backfill", [...ofSection.map(rowOf), ...rowsAt(requirementMapSchema, [])]),
    ...part("### Metrics, and how they are written out", metrics),
    ...part("### `polling`", rowsAt(pollingSchema, [])),
    ...part(
      "### How a table is read: in a section, in `defaults`, or in `tables` of headgate.yaml",
      rowsAt(mechanicsSchema, []),
    ),
    ...["cohorts", "expected_dates", "window"].flatMap((key) => {
      const path = key === "cohorts" ? [key, ""] : [key];
      return part(`### Of its \`${key}\``, rowsAt(mechanicsSchema, path));
    }),
  ];
}

function pipelineParts(): string[] {
  const paths: readonly (readonly [title: string, path: Path])[] = [
    ["## headgate.yaml", []],
    ["### A connection", ["connections", ""]],
    ["### A fix", ["fixes", ""]],
    ["### A backfill", ["backfills", ""]],
    ["### A log recipe", ["recipes", ""]],
    ["### A rule of a log recipe", ["recipes", "", "rules", ""]],
    ["### A validator", ["validators", ""]],
    ["### A gate", ["gates", ""]],
    ["### What a gate `requires`", ["gates", "", "requires"]],
    ["### A gate's `features`", ["gates", "", "features"]],
    ["### A gate's `fallback`", ["gates", "", "fallback"]],
    ["### A training", ["trainings", ""]],
    ["### A training's `metrics`", ["trainings", "", "metrics"]],
    ["### A criterion of `success`", ["trainings", "", "success", ""]],
  ];
  return paths.flatMap(([title, path]) => part(title, rowsAt(pipelineSchema, path)));
}

function rowsAt(schema: Schema, path: Path): Row[] {
  return keysAt(schema, path).map(rowOf);
}

function rowOf({ key, description, examples, values }: KnownKey): Row {
  return {
    name: key,
    description: description ?? "",
    examples: examples.length > 0 ? examples : values.map(plainValue),
  };
}

/** The words of a schema are texts; `true` is written without quotes. */
function plainValue(word: string): unknown {
  return word === "true" ? true : word;
}

function part(title: string, rows: readonly Row[]): string[] {
  const lines = rows.map(({ name, description, examples: [example] }) => {
    const shown = example === undefined ? "" : `\`${flowText(example)}\``;
    return `| ${[`\`${name}\``, description, shown].map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  });
  return [title, ["| key | meaning | example |", "|---|---|---|", ...lines].join("\n")];
}

/** A value in one line, as one would write it in the file. */
function flowText(value: unknown): string {
  const document = new Document(value);
  if (isCollection(document.contents)) document.contents.flow = true;
  return document.toString({ lineWidth: 0 }).trim().replaceAll("[ ", "[").replaceAll(" ]", "]");
}
