import type { Diagnostic, SourceRange } from "../diagnostic";
import { parseDecimal, toNumber } from "../coverage/decimal";
import { fragmentDiagnostics } from "../pipeline/fragmentDiagnostics";
import { nearest } from "../nearest";
import { declaredMechanics, mechanicsKeys, mechanicsSchema } from "../pipeline/mechanicsSchema";
import type { TableMechanics } from "../pipeline/pipeline";
import { readBlock } from "../yaml/readBlock";
import { diagnosticAt, useInstead, type Path, type YamlFile } from "../yaml/readYaml";
import { schemaDiagnostics } from "../yaml/schemaDiagnostics";
import { percentageDiagnostics } from "./percentageDiagnostics";
import { readBounds, unreadableBound } from "./readBound";
import type { BackfillRequirement, Bound, Section } from "./thresholds";

/** What a block of a thresholds file says; ranges count from the block's first line. */
export type BlockReading = {
  readonly sections: readonly Section[];
  /** Every key of the top mapping, with what is reserved. */
  readonly names: readonly { readonly name: string; readonly range: SourceRange }[];
  /** Of `polling:`, where it stands in this block. */
  readonly pollSeconds: number | null;
  /** Of `defaults:`, where it stands in this block. */
  readonly defaults: Partial<TableMechanics> | null;
  readonly diagnostics: readonly Diagnostic[];
  /** False when some of it is not YAML: nothing may be measured with it. */
  readonly readable: boolean;
  readonly isEmpty: boolean;
};

/** Top-level keys that are no table's section. */
export const reservedNames: readonly string[] = ["polling", "defaults", "version"];
export const pollingKeys: readonly string[] = ["interval_seconds", "progress_update_interval", "log_tail_lines"];

/** Reads one block. What stands in it and cannot be read is told, and the rest of it is there. */
export function readThresholdsBlock(file: string, text: string): BlockReading {
  const yaml = readBlock(file, text);
  const diagnostics = [...yaml.diagnostics];
  const nothing = { sections: [], names: [], pollSeconds: null, defaults: null };
  if (yaml.value === null)
    return { ...nothing, diagnostics, readable: diagnostics.length === 0, isEmpty: diagnostics.length === 0 };
  if (!isMapping(yaml.value)) {
    const message = "A thresholds file is a mapping: a section for each table, with its bounds below it.";
    diagnostics.push(diagnosticAt(yaml, yaml.rangeOfValue([]), "error", "invalid-value", message));
    return { ...nothing, diagnostics, readable: false, isEmpty: false };
  }
  const names = Object.keys(yaml.value);
  return {
    sections: Object.entries(yaml.value).flatMap(([name, value]) =>
      reservedNames.includes(name) ? [] : [readNamed(yaml, name, value, diagnostics)],
    ),
    names: names.map((name) => ({ name, range: yaml.rangeOfKey([name]) })),
    pollSeconds: pollSecondsOf(yaml, diagnostics),
    defaults: defaultsOf(yaml, diagnostics),
    readable: yaml.diagnostics.length === 0,
    isEmpty: false,
    diagnostics,
  };
}

function readNamed(yaml: YamlFile, name: string, value: unknown, diagnostics: Diagnostic[]): Section {
  if (isMapping(value)) return readSection(yaml, name, value, diagnostics);
  const range = yaml.rangeOfKey([name]);
  const message = `${name} must hold bounds, one on each line below it, such as min_records: 1.`;
  // Where it is no YAML, that is what keeps its bounds from being seen.
  if (yaml.diagnostics.length === 0) diagnostics.push(diagnosticAt(yaml, range, "error", "invalid-section", message));
  const bounds = [unreadableBound("bounds", range, message)];
  return { name, range, mechanics: {}, defaults: {}, bounds, requirements: [] };
}

/** Mechanics that hold for every section; bounds have no place there, since each would stand in several sections unseen. */
function defaultsOf(yaml: YamlFile, diagnostics: Diagnostic[]): Partial<TableMechanics> | null {
  const raw = isMapping(yaml.value) ? yaml.value["defaults"] : undefined;
  if (raw === undefined) return null;
  const parsed = mechanicsSchema.safeParse(raw ?? {});
  if (parsed.success) return declaredMechanics(parsed.data);
  diagnostics.push(...schemaDiagnostics(yaml, parsed.error.issues, ["defaults"], mechanicsSchema));
  return null;
}

function readSection(
  yaml: YamlFile,
  name: string,
  raw: Readonly<Record<string, unknown>>,
  diagnostics: Diagnostic[],
): Section {
  const structural = Object.fromEntries(Object.entries(raw).filter(([key]) => mechanicsKeys.includes(key)));
  const mechanics = mechanicsSchema.safeParse(structural);
  const found = mechanics.success
    ? fragmentDiagnostics(yaml, [name, "where"], mechanics.data.where)
    : schemaDiagnostics(yaml, mechanics.error.issues, [name], mechanicsSchema);
  diagnostics.push(...found);
  const bounds: Bound[] = [];
  const requirements: BackfillRequirement[] = [];
  for (const [key, value] of Object.entries(raw)) {
    const path = [name, key];
    if (mechanicsKeys.includes(key)) continue;
    if (key === "min_success_rate" || key === "timeout_hours") {
      const requirement = readRequirement(yaml, path, key, diagnostics);
      if ("bound" in requirement) requirements.push(requirement);
      else bounds.push(requirement);
    } else bounds.push(...readBounds(yaml, path, value, diagnostics));
  }
  for (const { path, message } of yaml.broken)
    if (path[0] === name && path[1] !== undefined)
      bounds.push(unreadableBound(String(path[1]), yaml.rangeOfKey(path), message));
  const misread = found.find((diagnostic) => diagnostic.severity === "error");
  return {
    name,
    range: yaml.rangeOfKey([name]),
    mechanics: mechanics.success ? declaredMechanics(mechanics.data) : {},
    defaults: {},
    // Rows must not be counted by mechanics that were half understood.
    bounds: misread ? bounds.map((bound) => ({ ...bound, unreadable: bound.unreadable ?? misread.message })) : bounds,
    requirements,
  };
}

/** A requirement that cannot be read stays as a bound that cannot: otherwise a gate would not ask for it. */
function readRequirement(
  yaml: YamlFile,
  path: Path,
  key: BackfillRequirement["key"],
  diagnostics: Diagnostic[],
): BackfillRequirement | Bound {
  const range = yaml.rangeOfKey(path);
  const bound = parseDecimal(yaml.sourceOf(path) ?? "");
  const found = bound
    ? percentageDiagnostics(yaml, path, key, bound)
    : [diagnosticAt(yaml, yaml.rangeOfValue(path), "error", "invalid-value", `${key} must be a number.`)];
  diagnostics.push(...found);
  const error = found.find((diagnostic) => diagnostic.severity === "error");
  return bound && !error ? { key, bound, range } : unreadableBound(key, range, error?.message ?? "");
}

function pollSecondsOf(yaml: YamlFile, diagnostics: Diagnostic[]): number | null {
  const polling = isMapping(yaml.value) ? yaml.value["polling"] : undefined;
  if (polling === undefined) return null;
  for (const key of isMapping(polling) ? Object.keys(polling) : []) {
    if (pollingKeys.includes(key)) continue;
    const near = nearest(key, pollingKeys);
    const message = `${key} is not known in polling. Known here: ${pollingKeys.join(", ")}.`;
    const range = yaml.rangeOfKey(["polling", key]);
    const fixes = near.map((one) => useInstead(range, one));
    diagnostics.push(diagnosticAt(yaml, range, "error", "unknown-key", message, fixes));
  }
  const path = ["polling", "interval_seconds"];
  const source = yaml.sourceOf(path);
  if (source === undefined) return 60;
  const seconds = parseDecimal(source);
  if (seconds && seconds.units > 0n) return toNumber(seconds);
  diagnostics.push(
    diagnosticAt(yaml, yaml.rangeOfValue(path), "error", "invalid-value", "interval_seconds must be a number above 0."),
  );
  return 60;
}

function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
