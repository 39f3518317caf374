import type * as z from "zod";
import { parseDecimal, toNumber } from "../coverage/decimal";
import type { Diagnostic } from "../diagnostic";
import { fragmentDiagnostics } from "../pipeline/fragmentDiagnostics";
import { declaredMechanics } from "../pipeline/mechanicsSchema";
import type { TableMechanics } from "../pipeline/pipeline";
import { diagnosticAt, type YamlFile } from "../yaml/readYaml";
import { schemaDiagnostics } from "../yaml/schemaDiagnostics";
import { defaultsSchema, pauseMessage, pollingSchema, versionSchema } from "./thresholdsSchema";

/** What stands at the top of a thresholds file beside its sections; null where it does not stand in this block. */
export type TopLevel = {
  readonly pollSeconds: number | null;
  readonly defaults: Partial<TableMechanics> | null;
  /** Why `defaults:` cannot be used: rows must not be counted by mechanics that were half understood. */
  readonly defaultsProblem: string | null;
  /** False in a file of another version: what its lines mean is not known. */
  readonly isKnownVersion: boolean;
};

type Mapping = Readonly<Record<string, unknown>>;

export function readTopLevel(yaml: YamlFile, value: Mapping, diagnostics: Diagnostic[]): TopLevel {
  const version = checked(yaml, value, "version", versionSchema);
  diagnostics.push(...version.found);
  return {
    pollSeconds: pollSecondsOf(yaml, value, diagnostics),
    ...defaultsOf(yaml, value, diagnostics),
    isKnownVersion: version.found.length === 0,
  };
}

function checked<Value>(yaml: YamlFile, value: Mapping, key: string, schema: z.ZodType<Value>) {
  const parsed = schema.safeParse(value[key]);
  const issues = parsed.error?.issues ?? [];
  return { data: parsed.data, found: schemaDiagnostics(yaml, issues, [key], schema) };
}

/** Mechanics that hold for every section; bounds have no place there, since each would stand in several sections unseen. */
function defaultsOf(
  yaml: YamlFile,
  value: Mapping,
  diagnostics: Diagnostic[],
): Pick<TopLevel, "defaults" | "defaultsProblem"> {
  if (value["defaults"] === undefined) return { defaults: null, defaultsProblem: null };
  const { data, found } = checked(yaml, value, "defaults", defaultsSchema);
  const all = [...found, ...fragmentDiagnostics(yaml, ["defaults", "where"], data?.where)];
  diagnostics.push(...all);
  return { defaults: declaredMechanics(data ?? {}), defaultsProblem: all[0]?.message ?? null };
}

function pollSecondsOf(yaml: YamlFile, value: Mapping, diagnostics: Diagnostic[]): number | null {
  if (value["polling"] === undefined) return null;
  const { data, found } = checked(yaml, value, "polling", pollingSchema);
  diagnostics.push(...found);
  if (data?.interval_seconds === undefined) return 60;
  const path = ["polling", "interval_seconds"];
  const seconds = parseDecimal(yaml.sourceOf(path) ?? "");
  if (seconds && seconds.units > 0n) return toNumber(seconds);
  const message = `interval_seconds ${pauseMessage}`;
  diagnostics.push(diagnosticAt(yaml, yaml.rangeOfValue(path), "error", "invalid-value", message));
  return 60;
}
