import type { SourceRange, TextEdit } from "../../diagnostic";
import { checkId } from "../../thresholds/resolveSection";
import { readThresholds } from "../../thresholds/readThresholds";
import type { Bound } from "../../thresholds/thresholds";
import { commentOf, suggestedValue, warnsTooLate, yamlName, type SectionSuggestions } from "./suggestionText";
import { suggestedText, type BoundSuggestion } from "./suggestSection";

/** One suggestion as a change of the thresholds file. */
export type SuggestionEdit = {
  readonly edits: readonly TextEdit[];
  /** `price_pct: 91.1`. */
  readonly title: string;
  /** Where it comes from, and how it stands to what is there. */
  readonly comment: string;
  readonly loosens: boolean;
};

/**
 * The changes that suggestions make to the text of a thresholds file as it is now: numbers take the place of numbers, and new
 * bounds come at the end of their section. What changes nothing, and what cannot be placed, is left out.
 */
export function suggestionEdits(file: string, text: string, all: SectionSuggestions): SuggestionEdit[] {
  const { sections } = readThresholds(file, text);
  const section = sections.find(({ name }) => name === all.section);
  const changing = all.suggestions.filter(({ change }) => change !== "none" && change !== "same");
  const lines = text.split("\n");
  const end = section ? endOfSection(lines, section.range.line) : lastLine(lines);
  return changing.flatMap((suggestion, index): SuggestionEdit[] => {
    if (suggestion.change !== "new") {
      const bound = section?.bounds.find((one) => checkId(all.section, one) === suggestion.check.id);
      const ranges = bound ? numberRanges(bound, suggestion) : [];
      const edits = ranges.map((range) => ({ ...range, text: suggestedText(suggestion) }));
      return edits.length > 0 ? [editOf(edits, suggestion)] : [];
    }
    if (end === null) return [];
    const first = changing.findIndex(({ change }) => change === "new") === index;
    const indent = section ? indentOf(lines, section.range.line) : "  ";
    const header = !section && first ? `\n${yamlName(all.section)}:` : "";
    const line = `\n${indent}${yamlName(suggestion.check.key)}: ${suggestedValue(suggestion)}`;
    return [editOf([{ ...end, text: header + line }], suggestion)];
  });
}

function editOf(edits: readonly TextEdit[], suggestion: BoundSuggestion): SuggestionEdit {
  const { check, change } = suggestion;
  const title = `${check.id.slice(check.id.indexOf(".") + 1)}: ${suggestedText(suggestion)}`;
  return { edits, title, comment: commentOf(suggestion), loosens: change === "looser" };
}

/** The numbers that change: a key of `warn_only:` has its warning where others fail; one that would come too late comes along. */
function numberRanges({ failRange, warnRange }: Bound, suggestion: BoundSuggestion): SourceRange[] {
  const ranges =
    suggestion.present?.limit === "warn"
      ? [warnRange ?? failRange]
      : [failRange, warnsTooLate(suggestion) ? warnRange : null];
  return ranges.filter((range) => range !== null);
}

/** Behind the last line of a section that says something; null for one written on a single line, in brackets. */
function endOfSection(lines: readonly string[], header: number): SourceRange | null {
  let last = header;
  for (let index = header; index < lines.length; index++) {
    const line = lines[index] ?? "";
    if (/^[^\s#\-\]}]/.test(line)) break;
    if (/^\s*[^\s#]/.test(line)) last = index + 1;
  }
  const isFlow = /:\s*[{]/.test(lines[header - 1] ?? "");
  return isFlow ? null : behind(lines, last);
}

function lastLine(lines: readonly string[]): SourceRange {
  const last = lines.findLastIndex((line) => line.trim() !== "");
  return behind(lines, Math.max(1, last + 1));
}

function behind(lines: readonly string[], line: number): SourceRange {
  const column = (lines[line - 1] ?? "").replace(/\r$/, "").length + 1;
  return { line, column, endLine: line, endColumn: column };
}

function indentOf(lines: readonly string[], header: number): string {
  const child = lines.slice(header).find((line) => /^\s+[^\s#]/.test(line));
  return /^\s+/.exec(child ?? "")?.[0] ?? "  ";
}
