import { isMap, isScalar } from "yaml";
import { renumbered, type Diagnostic, type SourceRange } from "../diagnostic";
import { entriesOf, type Entry } from "./blocks";
import { duplicateKeyMessage } from "./documentProblems";
import { noColon } from "./syntaxSentence";
import { linesOfKey } from "./linesOfKey";
import { diagnosticAt, readYaml, removals, type BrokenPart, type Path, type YamlFile } from "./readYaml";

/**
 * Reads a block of a file, or a whole file that is one block, as far as it can be read. A mistake spoils the entry it stands
 * in: its value is left out and it is in `broken`; the entries beside it are there.
 */
export function readBlock(file: string, text: string): YamlFile {
  const whole = readYaml(file, text);
  if (whole.diagnostics.length === 0) return whole;
  return readEntries(file, text, whole) ?? withoutSpoiled(whole);
}

/** Reads each entry of a block by itself. Null where that is no way to read it. */
function readEntries(file: string, text: string, whole: YamlFile): YamlFile | null {
  const entries = entriesOf(text);
  const name = isMap(whole.document.contents) ? whole.document.contents.items[0]?.key : undefined;
  if (entries === null || !isScalar<string | number | boolean | null>(name)) return null;
  const section = String(name.value ?? "");
  const parts = new Map<string, YamlFile>();
  const values = new Map<string, unknown>();
  const diagnostics: Diagnostic[] = [];
  const broken: BrokenPart[] = [];
  for (const entry of entries) {
    const part = entry.isHalfTyped ? halfTypedPart(file, entry) : inBlock(readYaml(file, entry.text), entry);
    const [problem] = part.diagnostics;
    const [key = entry.key] = Object.keys(childOf(part.value, section));
    // One by one: a broken entry can have more mistakes than a call can have arguments.
    for (const found of part.diagnostics) diagnostics.push(found);
    if (parts.has(key) && problem) broken.push({ path: [section, key], message: problem.message });
    else if (parts.has(key)) {
      diagnostics.push(
        duplicate(
          part,
          [section, key],
          entry,
          entries.find((one) => one.key === entry.key),
        ),
      );
      broken.push({ path: [section, key], message: duplicateKeyMessage });
    } else {
      parts.set(key, part);
      if (problem) broken.push({ path: [section, key], message: problem.message });
      else values.set(key, childOf(part.value, section)[key]);
    }
  }
  for (const { path } of broken) values.delete(String(path[1]));
  if (broken.length === 0) return null; // The mistake stands in no entry by itself: it spoils all of them.
  const partAt = ([, key]: Path): YamlFile => (key === undefined ? undefined : parts.get(String(key))) ?? whole;
  return {
    ...whole,
    value: { [section]: Object.fromEntries(values) },
    diagnostics,
    broken,
    rangeOfKey: (path) => partAt(path).rangeOfKey(path),
    rangeOfValue: (path) => partAt(path).rangeOfValue(path),
    sourceOf: (path) => partAt(path).sourceOf(path),
  };
}

function childOf(value: unknown, name: string): Readonly<Record<string, unknown>> {
  const child: unknown =
    typeof value === "object" && value !== null ? (value as Record<string, unknown>)[name] : undefined;
  return typeof child === "object" && child !== null ? (child as Record<string, unknown>) : {};
}

/** An entry that was read by itself, its ranges those of the block it stands in. */
function inBlock(part: YamlFile, { lineInBlock }: Entry): YamlFile {
  const moved = <Range extends SourceRange>(range: Range): Range => renumbered(range, lineInBlock);
  return {
    ...part,
    diagnostics: part.diagnostics.map((diagnostic) => ({
      ...moved(diagnostic),
      fixes: diagnostic.fixes.map((fix) => ({ ...fix, edits: fix.edits.map(moved) })),
    })),
    rangeOfKey: (path) => moved(part.rangeOfKey(path)),
    rangeOfValue: (path) => moved(part.rangeOfValue(path)),
  };
}

/** A name without a colon: nothing of it can be read but where it stands. */
function halfTypedPart(file: string, entry: Entry): YamlFile {
  const line = entry.text.split("\n")[1] ?? "";
  const at = line.search(/\S/) + 1;
  const own = entry.lineInBlock(2);
  const range = { line: own, column: at, endLine: own, endColumn: at + entry.key.length };
  const diagnostic = diagnosticAt({ file }, range, "error", "yaml-syntax", noColon);
  const read = readYaml(file, "");
  return { ...read, diagnostics: [diagnostic], rangeOfKey: () => range, rangeOfValue: () => range };
}

function duplicate(part: YamlFile, path: Path, own: Entry, first: Entry | undefined): Diagnostic {
  const fixes = removals(linesOf(own), first ? linesOf(first) : null);
  return diagnosticAt(part, part.rangeOfKey(path), "error", "duplicate-key", duplicateKeyMessage, fixes);
}

/** The lines of an entry's own, in its block. */
function linesOf({ text, lineInBlock }: Entry): SourceRange {
  const { line, endLine } = linesOfKey(text, 2, false);
  return { line: lineInBlock(line), column: 1, endLine: lineInBlock(endLine), endColumn: 1 };
}

/** Leaves out the keys of the top mapping that a mistake stands in. */
function withoutSpoiled(whole: YamlFile): YamlFile {
  const { contents } = whole.document;
  if (!isMap(contents) || typeof whole.value !== "object" || whole.value === null) {
    const message = whole.diagnostics[0]?.message ?? "";
    return { ...whole, value: null, broken: [{ path: [], message }] };
  }
  const broken: BrokenPart[] = [];
  const value = new Map<string, unknown>();
  const keys = Object.keys(whole.value);
  for (const [index, key] of keys.entries()) {
    const from = whole.rangeOfKey([key]);
    const next = keys[index + 1];
    const to = next === undefined ? Number.POSITIVE_INFINITY : whole.rangeOfKey([next]).line;
    const problem = whole.diagnostics.find(({ line }) => line >= from.line && (line < to || line === from.line));
    if (problem) broken.push({ path: [key], message: problem.message });
    else value.set(key, (whole.value as Record<string, unknown>)[key]);
  }
  return { ...whole, value: Object.fromEntries(value), broken };
}
