import { plainLine } from "./plainLine";

/** A line that no rule caught, with its number in the log, counted from 1. */
export type UncaughtLine = { readonly line: number; readonly text: string };

/** What tells how far something is, in whatever words: `3/12`, `3 of 12`, `42 %`, a tick, an end. */
const signs =
  /\b\d+ ?(?:\/|of|out of) ?\d+\b|\d ?%|[✓✔✅✗✘❌]|\b(?:done|finished|completed?|succeeded|processed|failed|skipp(?:ed|ing)|retry(?:ing)?|remaining|epoch|iteration)\b/i;

const longestShown = 200;

/** Whether a line that no rule caught looks like one that tells of progress. */
export function looksLikeProgress(text: string): boolean {
  return signs.test(text.length > 2000 ? text.slice(0, 2000) : text);
}

/** The line as it is shown: its beginning, without control characters. */
export function shownLine(line: number, bytes: Uint8Array): UncaughtLine {
  const text = plainLine(bytes.subarray(0, 4 * longestShown))
    .replaceAll("\t", " ")
    .trim();
  return { line, text: text.length > longestShown ? `${text.slice(0, longestShown)}…` : text };
}
