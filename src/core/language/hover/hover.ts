import type { SourceRange } from "../../diagnostic";

/** What is told of the text under the pointer. */
export type Hover = {
  /** Paragraphs, in which data is escaped; without commands and links. */
  readonly markdown: string;
  /** The text that it is about. */
  readonly range: SourceRange;
};
