import type { SourceRange } from "../../diagnostic";
import type { Section } from "../../thresholds/thresholds";

/** A point in a file; lines and columns count from 1. */
export type Place = { readonly line: number; readonly column: number };

/** What stands on one line of its own and has a value to show. */
export type Anchor = { readonly range: SourceRange; readonly ends: readonly (SourceRange | null)[] };

/**
 * Where the value of something is shown: at the end of the line it begins on, before a comment, so that a long one does not push
 * it out of sight. Where several begin on one line, right behind its own text.
 */
export function valuePlace(anchor: Anchor, lines: readonly string[], crowded: ReadonlySet<number>): Place {
  const { line } = anchor.range;
  if (!crowded.has(line)) return { line, column: endOfContent(lines[line - 1] ?? "") + 1 };
  const onLine = [anchor.range, ...anchor.ends].filter((range) => range !== null && range.endLine === line);
  return { line, column: Math.max(...onLine.map((range) => range?.endColumn ?? 1)) };
}

/** How long a line is without its comment and the blanks at its end. A mark inside quotes begins no comment. */
function endOfContent(line: string): number {
  let quote = "";
  for (let index = 0; index < line.length; index++) {
    const character = line[index] ?? "";
    if (quote !== "") {
      if (character === "\\" && quote === '"') index++;
      else if (character === quote) quote = "";
    } else if ((character === '"' || character === "'") && /[\s[{,:]/.test(line[index - 1] ?? " ")) quote = character;
    else if (character === "#" && /\s/.test(line[index - 1] ?? " ")) return line.slice(0, index).trimEnd().length;
  }
  return line.trimEnd().length;
}

/** The lines on which more than one bound or requirement begins. */
export function crowdedLines(section: Section): Set<number> {
  const seen = new Set<number>();
  const crowded = new Set<number>();
  for (const { range } of [...section.bounds, ...section.requirements]) {
    if (seen.has(range.line)) crowded.add(range.line);
    seen.add(range.line);
  }
  return crowded;
}
