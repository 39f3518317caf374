import type { Diagnostic, SourceRange } from "../diagnostic";
import { fragmentDiagnostics } from "../pipeline/fragmentDiagnostics";
import { mechanicsPlaces } from "../pipeline/mechanicsColumns";
import { declaredMechanics, mechanicsKeys, mechanicsSchema } from "../pipeline/mechanicsSchema";
import { isMapping } from "../yaml/isMapping";
import { readBlock } from "../yaml/readBlock";
import { diagnosticAt, type YamlFile } from "../yaml/readYaml";
import { schemaDiagnostics } from "../yaml/schemaDiagnostics";
import { readBounds, unreadableBound } from "./readBound";
import { readRequirement } from "./readRequirement";
import { readTopLevel, type TopLevel } from "./readTopLevel";
import { isRequirement } from "./requirementSchema";
import type { BackfillRequirement, Bound, Section } from "./thresholds";
import { fileMessage, reservedNames, sectionMessage } from "./thresholdsSchema";

/** What a block of a thresholds file says; ranges count from the block's first line. */
export type BlockReading = Omit<TopLevel, "isKnownVersion"> & {
  readonly sections: readonly Section[];
  /** Every key of the top mapping, with what is reserved. */
  readonly names: readonly { readonly name: string; readonly range: SourceRange }[];
  readonly diagnostics: readonly Diagnostic[];
  /** False when some of it is not YAML, or of another version: nothing may be measured with it. */
  readonly readable: boolean;
  readonly isEmpty: boolean;
};

/** Reads one block. What stands in it and cannot be read is told, and the rest of it is there. */
export function readThresholdsBlock(file: string, text: string): BlockReading {
  const yaml = readBlock(file, text);
  const diagnostics = [...yaml.diagnostics];
  const nothing = { sections: [], names: [], pollSeconds: null, defaults: null, defaultsProblem: null };
  if (yaml.value === null)
    return { ...nothing, diagnostics, readable: diagnostics.length === 0, isEmpty: diagnostics.length === 0 };
  if (!isMapping(yaml.value)) {
    diagnostics.push(diagnosticAt(yaml, yaml.rangeOfValue([]), "error", "invalid-value", fileMessage));
    return { ...nothing, diagnostics, readable: false, isEmpty: false };
  }
  const names = Object.keys(yaml.value);
  const { isKnownVersion, ...topLevel } = readTopLevel(yaml, yaml.value, diagnostics);
  return {
    ...topLevel,
    sections: Object.entries(yaml.value).flatMap(([name, value]) =>
      reservedNames.includes(name) ? [] : [readNamed(yaml, name, value, diagnostics)],
    ),
    names: names.map((name) => ({ name, range: yaml.rangeOfKey([name]) })),
    readable: yaml.diagnostics.length === 0 && isKnownVersion,
    isEmpty: false,
    diagnostics,
  };
}

function readNamed(yaml: YamlFile, name: string, value: unknown, diagnostics: Diagnostic[]): Section {
  if (isMapping(value)) return readSection(yaml, name, value, diagnostics);
  const range = yaml.rangeOfKey([name]);
  const message = `${name} ${sectionMessage}`;
  // Where it is no YAML, that is what keeps its bounds from being seen.
  if (yaml.diagnostics.length === 0) diagnostics.push(diagnosticAt(yaml, range, "error", "invalid-section", message));
  const bounds = [unreadableBound("bounds", range, message)];
  const nothing = { mechanics: {}, mechanicsPlaces: {}, defaults: {}, commits: [], requirements: [] };
  return { name, range, whereRange: null, ...nothing, bounds };
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
    if (isRequirement(key)) {
      const requirement = readRequirement(yaml, path, key, value, diagnostics);
      if ("bound" in requirement) requirements.push(requirement);
      else bounds.push(requirement);
    } else bounds.push(...readBounds(yaml, path, value, diagnostics));
  }
  for (const { path, message } of yaml.broken)
    if (path[0] === name && path[1] !== undefined)
      bounds.push(unreadableBound(String(path[1]), yaml.rangeOfKey(path), message));
  const declared = mechanics.success ? declaredMechanics(mechanics.data) : {};
  const misread = found.find((diagnostic) => diagnostic.severity === "error");
  return {
    name,
    range: yaml.rangeOfKey([name]),
    whereRange: declared.where === undefined ? null : yaml.rangeOfValue([name, "where"]),
    mechanics: declared,
    mechanicsPlaces: mechanicsPlaces(yaml, [name], declared),
    defaults: {},
    commits: (declared.cohorts ?? []).flatMap(({ name: cohort, sinceCommit }) => {
      const path = [name, "cohorts", cohort, "since_commit"];
      return sinceCommit === null ? [] : [{ name: sinceCommit, range: yaml.rangeOfValue(path) }];
    }),
    // Rows must not be counted by mechanics that were half understood.
    bounds: misread ? bounds.map((bound) => ({ ...bound, unreadable: bound.unreadable ?? misread.message })) : bounds,
    requirements,
  };
}
