import { resolve } from "node:path";
import * as vscode from "vscode";
import { suggestThresholds } from "../../app/coverage/suggest";
import { suggestionEdits, type SuggestionEdit } from "../../core/language/suggestions/suggestionEdits";
import { changesText } from "../../core/language/suggestions/suggestionText";
import { countedText } from "../../core/report/numbers";
import { openedOrTold, type Desk } from "../desk";
import { inBackground } from "../inBackground";
import { rangeOf } from "../language/places";
import { plainMessage, showProblem } from "../showProblem";
import { nameIn, pickName } from "./pickName";
import { withProgress } from "./withProgress";

/**
 * Suggests bounds for one table, and shows what they would change in the thresholds file before anything is: the person ticks
 * what is to be taken over, and what loosens the gate says so.
 */
export async function suggestThresholdsAsked(desk: Desk, argument: unknown): Promise<void> {
  const opened = openedOrTold(desk);
  if (!opened) return;
  const { workspace, ports } = opened;
  const { pipeline, thresholds } = workspace;
  const declared = [...thresholds.sections.map(({ name }) => name), ...Object.keys(pipeline.tables)];
  const names = [...new Set(declared)].filter((name) => pipeline.tables[name]?.table !== "none");
  const name =
    nameIn(argument, "table", names) ??
    (await pickName(
      "Suggest thresholds for which table?",
      names.map((one) => ({ name: one })),
      "No table is declared yet. Name one under tables: in headgate.yaml.",
    ));
  if (name === undefined) return;
  const suggested = await withProgress(`Measuring ${name} for suggestions`, (signal, report) =>
    suggestThresholds(workspace, ports, name, signal, report),
  );
  if (!suggested.ok) return showProblem(suggested.error, desk.log);
  const uri = vscode.Uri.file(resolve(workspace.root, pipeline.thresholds));
  const document = await vscode.workspace.openTextDocument(uri);
  const edits = suggestionEdits(thresholds.file, document.getText(), suggested.value);
  if (edits.length === 0) return tell(desk, `Nothing to suggest for ${name}: its bounds are as history has them.`);
  await vscode.window.showTextDocument(document);
  const loosening = edits.filter(({ loosens }) => loosens);
  if (loosening.length > 0) {
    const looser = suggested.value.suggestions.filter(({ change }) => change === "looser");
    warn(desk, `${countedText(loosening.length, "suggestion")} would loosen the gate. ${changesText(looser)}`);
  }
  await vscode.workspace.applyEdit(previewed(uri, edits), { isRefactoring: true });
}

/** Changes that the editor shows side by side with what is there; each is made only when it is ticked. */
function previewed(uri: vscode.Uri, edits: readonly SuggestionEdit[]): vscode.WorkspaceEdit {
  const change = new vscode.WorkspaceEdit();
  for (const { edits: ofOne, title, comment, loosens } of edits) {
    const metadata: vscode.WorkspaceEditEntryMetadata = {
      needsConfirmation: true,
      label: loosens ? "Loosens the gate" : "Suggested bounds",
      description: `${title} (${comment})`,
      iconPath: new vscode.ThemeIcon(loosens ? "warning" : "lightbulb"),
    };
    for (const edit of ofOne) change.replace(uri, rangeOf(edit), edit.text, metadata);
  }
  return change;
}

function tell({ log }: Desk, text: string): void {
  const told = vscode.window.showInformationMessage(plainMessage(text));
  inBackground(log, "Telling that there is nothing to suggest", Promise.resolve(told));
}

function warn({ log }: Desk, text: string): void {
  const told = vscode.window.showWarningMessage(plainMessage(text));
  inBackground(log, "Telling what a suggestion loosens", Promise.resolve(told));
}
