import type { SourceRange } from "../../diagnostic";

/** What is told of the text under the pointer. */
export type Hover = {
  /** Paragraphs, in which data is escaped; without commands and links. */
  readonly markdown: string;
  /** The text that it is about. */
  readonly range: SourceRange;
};

/** Paragraphs of Markdown; those that have nothing to say are left out. */
export function paragraphs(...parts: readonly (string | null | false)[]): string {
  return parts.filter((part) => typeof part === "string" && part !== "").join("\n\n");
}
