import { alertEvents } from "../alerts/alert";
import { inOrder, type Diagnostic } from "../diagnostic";
import { readByBlocks } from "../yaml/readByBlocks";
import type { YamlPlaces } from "../yaml/readYaml";
import { declaredMechanics } from "./mechanicsSchema";
import type { Backfill, Command, Connection, CriterionDeclaration, Fix, Gate, Pipeline, Training } from "./pipeline";
import type { RawPipeline } from "./pipelineSchema";
import { readableEntries } from "./readableEntries";
import type { ReadablePipeline } from "./readablePipeline";
import { referenceDiagnostics } from "./references";

export type PipelineReading = {
  /** Null when there is any error: mechanics that were half understood must not be measured with. */
  readonly pipeline: Pipeline | null;
  /** The same, as far as it can be read: for the editor and for `lint`, which check it all the same. */
  readonly readable: ReadablePipeline;
  readonly diagnostics: readonly Diagnostic[];
};

/** Reads `headgate.yaml`, named `file` in diagnostics: relative to the workspace root. */
export function readPipeline(file: string, text: string): PipelineReading {
  const yaml = readByBlocks(file, text);
  const { raw, diagnostics: ofSchema, mistakes } = readableEntries(yaml);
  const readable: ReadablePipeline = { pipeline: pipelineOf(raw, yaml), raw, yaml, mistakes };
  const diagnostics = inOrder([...yaml.diagnostics, ...ofSchema, ...referenceDiagnostics(readable)]);
  // A table without a connection is told, and is itself unknown; the others can be measured.
  const isWhole = !diagnostics.some(({ severity, code }) => severity === "error" && code !== "ambiguous-connection");
  return { pipeline: isWhole ? readable.pipeline : null, readable, diagnostics };
}

function pipelineOf(raw: Partial<RawPipeline>, yaml: YamlPlaces): Pipeline {
  return {
    thresholds: raw.thresholds ?? "",
    window: raw.window ?? null,
    logTimezone: raw.log_timezone ?? null,
    connections: mapValues(raw.connections, connectionOf),
    tables: mapValues(raw.tables, (table) => declaredMechanics(table ?? {})),
    fixes: mapValues(raw.fixes, fixOf),
    backfills: mapValues(raw.backfills, backfillOf),
    recipes: raw.recipes ?? {},
    validators: mapValues(raw.validators, (validator) => ({
      command: commandOf(validator.command),
      env: validator.env ?? {},
      table: validator.table ?? null,
      output: validator.output ?? null,
    })),
    gates: mapValues(raw.gates, (gate, name) => gateOf(gate, yaml.sourceOf(["gates", name, "features", "min_pct"]))),
    trainings: mapValues(raw.trainings, trainingOf),
    alerts: { webhook: raw.alerts?.webhook ?? null, on: raw.alerts?.on ?? alertEvents },
  };
}

type Entry<Key extends keyof RawPipeline> =
  NonNullable<RawPipeline[Key]> extends Record<string, infer Value> ? Value : never;

function mapValues<From, To>(
  values: Readonly<Record<string, From>> | undefined,
  make: (value: From, name: string) => To,
): Record<string, To> {
  return Object.fromEntries(Object.entries(values ?? {}).map(([name, value]) => [name, make(value, name)]));
}

function connectionOf(raw: Entry<"connections">): Connection {
  if (raw.type === "duckdb") return { type: "duckdb", path: raw.path ?? null };
  return {
    type: "bigquery",
    project: raw.project,
    dataset: raw.dataset ?? null,
    location: raw.location ?? null,
    maxBytesBilled: null,
  };
}

function fixOf({ commit, table, expect }: Entry<"fixes">): Fix {
  return { commit, table: table ?? null, expect: mapValues(expect, ([low, high]) => ({ low, high })) };
}

function commandOf(raw: string | readonly string[]): Command {
  return typeof raw === "string" ? { kind: "shell", line: raw } : { kind: "arguments", words: raw };
}

function backfillOf(raw: Entry<"backfills">): Backfill {
  return {
    kind: raw.kind ?? "job",
    command: raw.command === undefined ? null : commandOf(raw.command),
    retry: raw.retry === undefined ? null : commandOf(raw.retry),
    env: raw.env ?? {},
    match: raw.match ?? null,
    log: raw.log ?? [],
    output: raw.output ?? null,
    progress: { recipe: raw.progress ?? "day-by-day" },
    checkpoint: raw.checkpoint ?? null,
    after: raw.after ?? [],
    tables: raw.tables ?? [],
    reads: raw.reads ?? null,
    stopGraceMs: (raw.stop_grace_seconds ?? 5) * 1000,
    expectedRecords: raw.expected_records ?? null,
    then: raw.then ?? [],
  };
}

function gateOf(raw: Entry<"gates">, minPctSource: string | undefined): Gate {
  const { requires, features } = raw;
  return {
    requires: {
      checks: requires.checks ?? [],
      validators: requires.validators ?? [],
      backfills: requires.backfills ?? null,
      regression: requires.regression ?? null,
    },
    features: features
      ? {
          of: features.of,
          columns: features.columns,
          minPct: features.min_pct,
          minPctSource: minPctSource ?? String(features.min_pct),
        }
      : null,
  };
}

function trainingOf(raw: Entry<"trainings">): Training {
  return {
    gate: raw.gate ?? null,
    command: commandOf(raw.command),
    env: raw.env ?? {},
    output: raw.output ?? null,
    metricsFile: raw.metrics?.file ?? null,
    success: Object.entries(raw.success ?? {}).map(([name, criterion]) => criterionOf(name, criterion)),
  };
}

/** A criterion this version can judge: `fail: "< 4.2"` or `fail: "< other_metric"`, and nothing that would change its meaning. */
function criterionOf(name: string, raw: Readonly<Record<string, unknown>>): CriterionDeclaration {
  const bound = typeof raw["fail"] === "string" ? raw["fail"] : null;
  const understood = ["fail", "baseline", "expect"];
  const beyond = Object.keys(raw).filter((key) => !understood.includes(key));
  const unsupported = beyond.length > 0 ? `${beyond.join(", ")} cannot be judged by this version of Headgate.` : null;
  return { name, bound, unsupported };
}
