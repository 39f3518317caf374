import type { Diagnostic } from "../diagnostic";
import { parseDecimal, toNumber } from "../coverage/decimal";
import { fragmentDiagnostics } from "../pipeline/fragmentDiagnostics";
import { nearest } from "../nearest";
import { declaredMechanics, mechanicsKeys, mechanicsSchema } from "../pipeline/mechanicsSchema";
import { diagnosticAt, readYaml, type Path, type YamlFile } from "../yaml/readYaml";
import { schemaDiagnostics } from "../yaml/schemaDiagnostics";
import { percentageDiagnostics } from "./percentageDiagnostics";
import { readBound, unreadableBound } from "./readBound";
import type { BackfillRequirement, Bound, Section, ThresholdsFile } from "./thresholds";

export type ThresholdsReading = {
  /** Null when the file cannot be read as a whole (not YAML, duplicate keys): nothing may be measured with it. */
  readonly thresholds: ThresholdsFile | null;
  readonly diagnostics: readonly Diagnostic[];
};

/** Top-level keys that are no table's section. */
const reserved = ["polling", "defaults", "version"];
const pollingKeys = ["interval_seconds", "progress_update_interval", "log_tail_lines"];

/**
 * Reads a thresholds file: a section a table, a line a bound. What a line means is resolved later, against the table's columns.
 * @param file relative to the workspace root
 */
export function readThresholds(file: string, text: string): ThresholdsReading {
  const yaml = readYaml(file, text);
  if (yaml.diagnostics.length > 0) return { thresholds: null, diagnostics: yaml.diagnostics };
  if (yaml.value === null) {
    const message = "This file holds no thresholds yet. Begin with a table's name and a bound, such as min_records: 1.";
    return {
      thresholds: { file, sections: [], pollSeconds: 60 },
      diagnostics: [diagnosticAt(yaml, yaml.rangeOfKey([]), "warning", "empty-file", message)],
    };
  }
  if (!isMapping(yaml.value)) {
    const message = "A thresholds file is a mapping: a section for each table, with its bounds below it.";
    return {
      thresholds: null,
      diagnostics: [diagnosticAt(yaml, yaml.rangeOfValue([]), "error", "invalid-value", message)],
    };
  }
  const diagnostics: Diagnostic[] = [];
  const sections: Section[] = [];
  for (const [name, value] of Object.entries(yaml.value)) {
    if (name === "defaults") diagnostics.push(notYet(yaml, name));
    if (reserved.includes(name)) continue;
    if (isMapping(value)) sections.push(readSection(yaml, name, value, diagnostics));
    else {
      const message = `${name} must hold bounds, one on each line below it, such as min_records: 1.`;
      const range = yaml.rangeOfKey([name]);
      diagnostics.push(diagnosticAt(yaml, range, "error", "invalid-section", message));
      const bounds = [unreadableBound("bounds", range, message)];
      sections.push({ name, range, mechanics: {}, bounds, requirements: [] });
    }
  }
  return { thresholds: { file, sections, pollSeconds: pollSecondsOf(yaml, diagnostics) }, diagnostics };
}

function notYet(yaml: YamlFile, name: string): Diagnostic {
  const message = `${name} is read, and does nothing yet in this version of Headgate. Write its bounds into each section.`;
  return diagnosticAt(yaml, yaml.rangeOfKey([name]), "warning", "not-in-this-version", message);
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
    : schemaDiagnostics(yaml, mechanics.error.issues, [name], () => mechanicsKeys);
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
    } else bounds.push(readBound(yaml, path, value, diagnostics));
  }
  const misread = found.find((diagnostic) => diagnostic.severity === "error");
  return {
    name,
    range: yaml.rangeOfKey([name]),
    mechanics: mechanics.success ? declaredMechanics(mechanics.data) : {},
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

function pollSecondsOf(yaml: YamlFile, diagnostics: Diagnostic[]): number {
  const polling = isMapping(yaml.value) ? yaml.value["polling"] : undefined;
  if (polling === undefined) return 60;
  for (const key of isMapping(polling) ? Object.keys(polling) : []) {
    if (pollingKeys.includes(key)) continue;
    const near = nearest(key, pollingKeys);
    const message = `${key} is not known in polling. Known here: ${pollingKeys.join(", ")}.`;
    diagnostics.push(
      diagnosticAt(
        yaml,
        yaml.rangeOfKey(["polling", key]),
        "error",
        "unknown-key",
        message,
        near.map((one) => `Use ${one}`),
      ),
    );
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
