import * as vscode from "vscode";
import * as z from "zod";
import { declareColumn } from "../../core/language/actions/declareColumn";
import { markWarnOnly } from "../../core/language/actions/markWarnOnly";
import { writtenPlace } from "../../core/language/actions/writtenPlace";
import type { TwoEdits } from "../../core/language/twoFiles";
import type { Desk } from "../desk";
import type { LanguageFiles } from "../language/languageFiles";
import { bothTexts, uriOf, workspaceEdit } from "../language/twoDocuments";
import { showProblem } from "../showProblem";
import { pickName } from "./pickName";

const nameSchema = z.object({
  section: z.string(),
  name: z.string(),
  choices: z.array(z.object({ name: z.string(), type: z.string() })),
});
const boundSchema = z.object({ section: z.string(), key: z.string() });

/** Asks which column a name means, and says so in `columns:` of its table. */
export async function nameColumn(desk: Desk, files: LanguageFiles, argument: unknown): Promise<void> {
  const asked = nameSchema.safeParse(argument);
  if (!asked.success) return;
  const { section, name, choices } = asked.data;
  const columns = choices.map((column) => ({ name: column.name, description: column.type }));
  const chosen = await pickName(`Which column does ${name} mean?`, columns, `The columns of ${section} are not known.`);
  if (chosen === undefined) return;
  await make(desk, files, declareColumn(await bothTexts(files), { section, name, meaning: chosen }));
}

/** Asks why a bound should only warn, and adds it to `warn_only:` of its table with that reason. */
export async function markWarnOnlyAsked(desk: Desk, files: LanguageFiles, argument: unknown): Promise<void> {
  const asked = boundSchema.safeParse(argument);
  if (!asked.success) return;
  const { section, key } = asked.data;
  const reason = await vscode.window.showInputBox({
    title: `Let ${key} of ${section} only warn`,
    prompt: "Why? The reason is kept beside it in the file. The gate will no longer be closed by this bound.",
    placeHolder: "The source has no such data before 2024",
    validateInput: (text) =>
      text.trim() === "" ? "A reason is needed: others read it before they trust the gate." : null,
  });
  if (reason === undefined || reason.trim() === "") return;
  await make(desk, files, markWarnOnly(await bothTexts(files), section, key, reason));
}

/** Makes the changes, and shows them in their file: it is often not the one that is looked at. */
async function make({ log }: Desk, files: LanguageFiles, edits: TwoEdits | null): Promise<void> {
  const kind = edits && edits.pipeline.length > 0 ? "pipeline" : "thresholds";
  const uri = uriOf(files, kind);
  if (edits === null || uri === null) {
    const message = "The table's part of headgate.yaml cannot be read, so nothing was added. Mend its mistakes first.";
    return showProblem({ code: "unsupported", message }, log);
  }
  const made = await vscode.workspace.applyEdit(workspaceEdit(files, edits));
  const written = writtenPlace(edits[kind]);
  if (!made || !written) return;
  const place = new vscode.Position(written.line - 1, written.column - 1);
  await vscode.window.showTextDocument(uri, { preview: false, selection: new vscode.Range(place, place) });
}
