import { diagnosticMovedDown, inOrder, movedDown, withinText, type Diagnostic, type SourceRange } from "../diagnostic";
import { blocksOf } from "./blocks";
import { duplicateKeyMessage } from "./documentProblems";
import { duplicateBlock, type BlockKey } from "./duplicateBlock";
import { isMapping } from "./isMapping";
import { readBlock } from "./readBlock";
import type { BrokenPart, Path, YamlFile, YamlPlaces } from "./readYaml";

type PlacedPart = { readonly yaml: YamlFile; readonly linesAbove: number; readonly text: string };

/**
 * Reads a file that is a mapping, each key of the top with what stands below it by itself. A mistake spoils the entry it stands
 * in: `value` lacks it and `broken` has it. Everything beside it is there, at its place in the file.
 */
export function readByBlocks(file: string, text: string): YamlPlaces {
  const parts = blocksOf(text).map((block) => ({ ...block, yaml: readBlock(file, block.text) }));
  const [only] = parts;
  if (only && parts.length === 1) return { ...only.yaml, diagnostics: withinText(only.yaml.diagnostics, text) };
  const byKey = new Map<string, PlacedPart>();
  const values: [string, unknown][] = [];
  const broken: BrokenPart[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const part of parts) {
    for (const found of part.yaml.diagnostics) diagnostics.push(diagnosticMovedDown(found, part.linesAbove));
    for (const [key, value] of entriesIn(part.yaml)) {
      const first = byKey.get(key);
      if (first) diagnostics.push(duplicateBlock(file, keyIn(part, key), keyIn(first, key), part === parts.at(-1)));
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
    diagnostics: withinText(inOrder(diagnostics), text),
    broken,
    rangeOfKey: (path) => at((yaml) => yaml.rangeOfKey(path), path),
    rangeOfValue: (path) => at((yaml) => yaml.rangeOfValue(path), path),
    sourceOf: (path) => byKey.get(String(path[0]))?.yaml.sourceOf(path),
  };
}

function entriesIn({ value }: YamlFile): [string, unknown][] {
  return isMapping(value) ? Object.entries(value) : [];
}

function keyIn(part: PlacedPart, key: string): BlockKey {
  return { block: part, range: part.yaml.rangeOfKey([key]) };
}
