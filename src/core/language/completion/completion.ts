import type { SourceRange } from "../../diagnostic";

/** What a proposal is, for its icon. */
export type CompletionKind =
  "section" | "bound" | "key" | "column" | "value" | "number" | "metric" | "commit" | "placeholder" | "name";

/** One proposal. */
export type Completion = {
  readonly label: string;
  readonly kind: CompletionKind;
  /** A few words beside the label; empty where there is nothing to say. */
  readonly detail: string;
  /** Markdown beside the list; empty where there is nothing to say. */
  readonly about: string;
  /** The text to write. Lines after the first are indented from where it is written. */
  readonly insert: string;
  /** Whether `insert` has places to fill in, `$1` and `$0`, as the editor's snippets do. */
  readonly isSnippet: boolean;
  /** What typed text is held against; null: the label. */
  readonly filter: string | null;
  /** Whether the next thing to write can be proposed at once. */
  readonly leadsOn: boolean;
};

/** All proposals at a place, the likely ones first. */
export type Completions = {
  /** What a proposal takes the place of. */
  readonly range: SourceRange;
  readonly items: readonly Completion[];
};

/** A proposal that writes its own label. */
export function plainCompletion(label: string, kind: CompletionKind, more: Partial<Completion> = {}): Completion {
  return { label, kind, detail: "", about: "", insert: label, isSnippet: false, filter: null, leadsOn: false, ...more };
}

/** Text within a snippet, in which nothing stands for a place to fill in. */
export function snippetText(text: string): string {
  return text.replace(/[\\$}]/g, "\\$&");
}

const plainName = /^[\p{L}_][\p{L}\p{N}_./*-]*$/u;
const wordOfYaml = /^(?:true|false|null|yes|no|on|off|y|n|~)$/i;

/** A text as a YAML scalar: plain where it stays what it is, else in quotes. */
export function yamlText(text: string): string {
  return plainName.test(text) && !wordOfYaml.test(text) ? text : JSON.stringify(text);
}
