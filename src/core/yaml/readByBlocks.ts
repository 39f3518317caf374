import { diagnosticMovedDown, inOrder, movedDown, type Diagnostic, type SourceRange } from "../diagnostic";
import { blocksOf } from "./blocks";
import { duplicateKeyMessage } from "./documentProblems";
import { readBlock } from "./readBlock";
import { removal, type BrokenPart, type Path, type YamlFile, type YamlPlaces } from "./readYaml";

type PlacedPart = { readonly yaml: YamlFile; readonly linesAbove: number; readonly text: string };

/**
 * Reads a file that is a mapping, each key of the top with what stands below it by itself. A mistake spoils the entry it stands
 * in: `value` lacks it and `broken` has it. Everything beside it is there, at its place in the file.
 */
export function readByBlocks(file: string, text: string): YamlPlaces {
  const parts = blocksOf(text).map((block) => ({ ...block, yaml: readBlock(file, block.text) }));
  const [only] = parts;
  if (only && parts.length === 1) return only.yaml;
  const byKey = new Map<string, PlacedPart>();
  const values: [string, unknown][] = [];
  const broken: BrokenPart[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const part of parts) {
    diagnostics.push(...part.yaml.diagnostics.map((found) => diagnosticMovedDown(found, part.linesAbove)));
    for (const [key, value] of entriesIn(part.yaml)) {
      if (byKey.has(key)) diagnostics.push(secondKey(file, key, part));
      else values.push([key, value]);
      if (byKey.has(key)) broken.push({ path: [key], message: duplicateKeyMessage });
      else byKey.set(key, part);
    }
    for (const { path, message } of part.yaml.broken) {
      broken.push({ path, message });
      if (path[0] !== undefined && !byKey.has(String(path[0]))) byKey.set(String(path[0]), part);
    }
  }
  const at = (range: (yaml: YamlFile) => SourceRange, [key]: Path): SourceRange => {
    const part = key === undefined ? undefined : byKey.get(String(key));
    return part ? movedDown(range(part.yaml), part.linesAbove) : { line: 1, column: 1, endLine: 1, endColumn: 1 };
  };
  return {
    file,
    value: Object.fromEntries(values),
    diagnostics: inOrder(diagnostics),
    broken,
    rangeOfKey: (path) => at((yaml) => yaml.rangeOfKey(path), path),
    rangeOfValue: (path) => at((yaml) => yaml.rangeOfValue(path), path),
    sourceOf: (path) => byKey.get(String(path[0]))?.yaml.sourceOf(path),
  };
}

function entriesIn({ value }: YamlFile): [string, unknown][] {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? Object.entries(value) : [];
}

function secondKey(file: string, key: string, { yaml, linesAbove, text }: PlacedPart): Diagnostic {
  const entry: SourceRange = { line: 1, column: 1, endLine: text.split("\n").length + 1, endColumn: 1 };
  const fixes = [removal(entry)];
  const range = yaml.rangeOfKey([key]);
  const found: Diagnostic = {
    file,
    ...range,
    severity: "error",
    code: "duplicate-key",
    message: duplicateKeyMessage,
    fixes,
  };
  return diagnosticMovedDown(found, linesAbove);
}
