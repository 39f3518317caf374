import { isMap, isScalar } from "yaml";
import type { Diagnostic, SourceRange } from "../diagnostic";
import { entriesOf } from "./blocks";
import { duplicateKeyMessage } from "./documentProblems";
import { readYaml, removal, type BrokenPart, type Path, type YamlFile } from "./readYaml";

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
    const part = readYaml(file, entry.text);
    const [problem] = part.diagnostics;
    const [key = entry.key] = Object.keys(childOf(part.value, section));
    diagnostics.push(...part.diagnostics);
    if (parts.has(key)) {
      diagnostics.push(duplicate(file, part, [section, key], entry.text));
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

function duplicate(file: string, part: YamlFile, path: Path, text: string): Diagnostic {
  const range = part.rangeOfKey(path);
  const trimmed = text.trimEnd().split("\n");
  const entry: SourceRange = { line: range.line, column: 1, endLine: trimmed.length + 1, endColumn: 1 };
  const message = duplicateKeyMessage;
  return { file, ...range, severity: "error", code: "duplicate-key", message, fixes: [removal(entry)] };
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
