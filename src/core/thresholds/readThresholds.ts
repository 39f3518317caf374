import { diagnosticMovedDown, inOrder, withinText, type Diagnostic, type SourceRange } from "../diagnostic";
import type { TableMechanics } from "../pipeline/pipeline";
import { blocksOf, type Block } from "../yaml/blocks";
import { duplicateBlock, type BlockKey } from "../yaml/duplicateBlock";
import { ambiguousIds } from "./ambiguousIds";
import { readThresholdsBlock, type BlockReading } from "./readThresholdsBlock";
import { sectionMovedDown, type Section, type ThresholdsFile } from "./thresholds";

export type ThresholdsReading = {
  /** Null when the file cannot be read as a whole (not YAML, duplicate keys): nothing may be measured with it. */
  readonly thresholds: ThresholdsFile | null;
  /** The sections that could be read, whether the rest could or not. */
  readonly sections: readonly Section[];
  readonly diagnostics: readonly Diagnostic[];
};

/** A block of the file as read: the ranges of its reading count from its own first line. */
export type PlacedBlock = Block & { readonly reading: BlockReading };

/**
 * Reads a thresholds file: a section a table, a line a bound. What a line means is resolved later, against the table's columns.
 * @param file relative to the workspace root
 */
export function readThresholds(file: string, text: string): ThresholdsReading {
  const blocks = thresholdsReader()(file, text);
  const ofBlocks = blocks.flatMap(({ reading, linesAbove }) =>
    reading.diagnostics.map((diagnostic) => diagnosticMovedDown(diagnostic, linesAbove)),
  );
  const diagnostics = withinText(inOrder([...ofBlocks, ...wholeDiagnostics(file, blocks)]), text);
  const sections = sectionsIn(blocks);
  const pollSeconds = blocks.find(({ reading }) => reading.pollSeconds !== null)?.reading.pollSeconds ?? 60;
  const isWhole =
    blocks.every(({ reading }) => reading.readable) &&
    !diagnostics.some(({ code }) => ["duplicate-key", "ambiguous-id"].includes(code));
  return { thresholds: isWhole ? { file, sections, pollSeconds } : null, sections, diagnostics };
}

/** Reads the blocks of a text; those that stood in the text before it are not read again, and are the same objects. */
export function thresholdsReader(): (file: string, text: string) => PlacedBlock[] {
  let lastFile: string | null = null;
  let last = new Map<string, BlockReading>();
  return (file, text) => {
    const before = lastFile === file ? last : new Map<string, BlockReading>();
    last = new Map();
    lastFile = file;
    return blocksOf(text).map((block) => {
      const reading = last.get(block.text) ?? before.get(block.text) ?? readThresholdsBlock(file, block.text);
      last.set(block.text, reading);
      return { ...block, reading };
    });
  };
}

/** The sections of all blocks, at their places in the file. */
export function sectionsIn(blocks: readonly PlacedBlock[]): Section[] {
  const defaults = defaultsIn(blocks);
  const problem = blocks.find(({ reading }) => reading.defaultsProblem !== null)?.reading.defaultsProblem ?? null;
  return blocks.flatMap(({ reading, linesAbove }) =>
    reading.sections.map((section) => ({ ...spoiledBy(problem, sectionMovedDown(section, linesAbove)), defaults })),
  );
}

/** Rows must not be counted by defaults that were half understood. */
function spoiledBy(problem: string | null, section: Section): Section {
  if (problem === null) return section;
  return { ...section, bounds: section.bounds.map((bound) => ({ ...bound, unreadable: bound.unreadable ?? problem })) };
}

const noDefaults: Partial<TableMechanics> = {};

/** What `defaults:` says; nothing where it does not stand in the file. */
export function defaultsIn(blocks: readonly PlacedBlock[]): Partial<TableMechanics> {
  return blocks.find(({ reading }) => reading.defaults !== null)?.reading.defaults ?? noDefaults;
}

/** What only the blocks together can tell: a file without any section, sections that stand twice, checks of one name. */
export function wholeDiagnostics(file: string, blocks: readonly PlacedBlock[]): Diagnostic[] {
  if (blocks.every(({ reading }) => reading.isEmpty)) {
    const message = "This file holds no thresholds yet. Begin with a table's name and a bound, such as min_records: 1.";
    const range: SourceRange = { line: 1, column: 1, endLine: 1, endColumn: 1 };
    return [{ file, ...range, severity: "warning", code: "empty-file", message, fixes: [] }];
  }
  return [...duplicateBlocks(file, blocks), ...ambiguousIds(file, blocks)];
}

function duplicateBlocks(file: string, blocks: readonly PlacedBlock[]): Diagnostic[] {
  const seen = new Map<string, BlockKey>();
  return blocks.flatMap((block) =>
    block.reading.names.flatMap(({ name, range }) => {
      const own: BlockKey = { block, range };
      const first = seen.get(name);
      if (first) return [duplicateBlock(file, own, first, block === blocks.at(-1))];
      seen.set(name, own);
      return [];
    }),
  );
}
