import type { Column } from "../../coverage/column";
import type { Diagnostic, Fix, SourceRange, TextEdit } from "../../diagnostic";
import type { PlacedBlock } from "../../thresholds/readThresholds";
import { sectionsIn } from "../../thresholds/readThresholds";
import { touch } from "../../yaml/positions";
import { boundActions } from "./boundActions";
import { columnChoice } from "./columnChoice";
import { declareColumn } from "./declareColumn";
import type { LanguageFacts } from "../facts";
import { editsOf, type FileKind, type TwoEdits, type TwoTexts } from "../twoFiles";

/** Why a person should look at a change first, and a remark for the file that says so, which they may take or leave. */
export type Look = { readonly why: string; readonly remark: TextEdit };

/** What can be done at a place of one of the two files. */
export type Action =
  | {
      readonly kind: "edit";
      readonly title: string;
      readonly edits: TwoEdits;
      /** The mistake that it mends; null where there is none. */
      readonly mends: Diagnostic | null;
      /** Set where a person should look at the change before it is made. */
      readonly look: Look | null;
    }
  /** Asks for a column, then says in `columns:` that the name means it. */
  | {
      readonly kind: "nameColumn";
      readonly title: string;
      readonly mends: Diagnostic;
      readonly section: string;
      readonly name: string;
      readonly choices: readonly Column[];
    }
  /** Asks for a reason, then adds the key to `warn_only:`. */
  | { readonly kind: "markWarnOnly"; readonly title: string; readonly section: string; readonly key: string }
  | { readonly kind: "openRunbook"; readonly title: string; readonly runbook: string };

export type ActionContext = {
  readonly file: FileKind;
  /** The file's name in diagnostics. */
  readonly name: string;
  readonly texts: TwoTexts;
  /** The thresholds file as read. */
  readonly blocks: readonly PlacedBlock[];
  /** All diagnostics of the file as it is now. */
  readonly diagnostics: readonly Diagnostic[];
  readonly facts: LanguageFacts;
};

/** What can be done at a range: first what mends the mistakes told there, then what a bound can be asked for. */
export function actionsAt(context: ActionContext, range: SourceRange): Action[] {
  const told = context.diagnostics.filter((diagnostic) => touch(diagnostic, range));
  return [
    ...told.flatMap((diagnostic) => fixesOf(context, diagnostic)),
    ...(context.file === "thresholds" ? told.flatMap((diagnostic) => columnChoice(context, diagnostic)) : []),
    ...(context.file === "thresholds" ? boundActions(context, range.line) : []),
  ];
}

function fixesOf({ file, texts, blocks }: ActionContext, diagnostic: Diagnostic): Action[] {
  const names = diagnostic.code === "undeclared-section" ? sectionsIn(blocks).map(({ name }) => name) : [];
  return diagnostic.fixes.flatMap((fix) => {
    const edits = editsOfFix(file, texts, fix);
    // A section of that name is there already.
    if (edits === null || fix.edits.some(({ text }) => names.includes(text))) return [];
    return [{ kind: "edit", title: fix.title, edits, mends: diagnostic, look: null }];
  });
}

/** What a fix changes in both files; null where the file that it would change cannot be read. */
export function editsOfFix(file: FileKind, texts: TwoTexts, fix: Fix): TwoEdits | null {
  if (!fix.declare) return editsOf(file, fix.edits);
  const declared = declareColumn(texts, fix.declare);
  return declared && { ...declared, [file]: [...declared[file], ...fix.edits] };
}
