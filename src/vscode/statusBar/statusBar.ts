import * as vscode from "vscode";
import { commands } from "../../contract/ids";
import { disposableStore } from "../disposableStore";
import type { Session } from "../session";
import { nextSteps, type NextStep } from "./nextSteps";
import { summaryOf } from "./summary";

/** The one item in the status bar. It is there while a workspace is open, and while its configuration cannot be read. */
export function statusBar(session: Session): vscode.Disposable & { show(now: Date): void } {
  const disposables = disposableStore();
  const item = disposables.add(vscode.window.createStatusBarItem("headgate", vscode.StatusBarAlignment.Left, 50));
  item.name = "Headgate";

  function show(now: Date): void {
    const { state } = session;
    if (state.kind === "open") {
      const summary = summaryOf(state.workspace.pipeline, state.facts, now);
      item.text = summary.text;
      item.tooltip = new vscode.MarkdownString(summary.tooltip);
      item.accessibilityInformation = { label: summary.spoken };
      item.backgroundColor = background(summary.background);
      item.command = commands.showNextSteps;
      item.show();
    } else if (state.kind === "broken") {
      item.text = "$(error) Headgate: cannot read configuration";
      item.tooltip = "Headgate cannot read its configuration. Click to see where.";
      item.accessibilityInformation = { label: "Headgate: the configuration cannot be read" };
      item.backgroundColor = background(isBeingMended() ? null : "error");
      item.command = "workbench.actions.view.problems";
      item.show();
    } else item.hide();
  }

  const showAgain = (): void => {
    if (session.state.kind === "broken") show(new Date());
  };
  disposables.add(vscode.window.onDidChangeActiveTextEditor(showAgain));
  disposables.add(vscode.languages.onDidChangeDiagnostics(showAgain));
  return { show, dispose: () => disposables.dispose() };
}

/** A mistake in the text that somebody is typing, saved by itself or not, is marked there: it is no alarm. */
function isBeingMended(): boolean {
  const document = vscode.window.activeTextEditor?.document;
  return (
    document !== undefined &&
    vscode.languages
      .getDiagnostics(document.uri)
      .some(({ source, severity }) => source === "Headgate" && severity === vscode.DiagnosticSeverity.Error)
  );
}

function background(kind: "error" | "warning" | null): vscode.ThemeColor | undefined {
  return kind === null ? undefined : new vscode.ThemeColor(`statusBarItem.${kind}Background`);
}

/** Asks which of the sensible steps to take, and takes it. */
export async function showNextSteps(session: Session): Promise<void> {
  const { state } = session;
  if (state.kind !== "open") return;
  const items = nextSteps(state.workspace.pipeline, state.facts).map((step) => ({
    label: `$(${step.icon}) ${step.title}`,
    ...(step.detail === undefined ? {} : { description: step.detail }),
    step,
  }));
  const chosen = await vscode.window.showQuickPick<vscode.QuickPickItem & { step: NextStep }>(items, {
    title: "Headgate",
    placeHolder: "What next?",
  });
  if (chosen) await vscode.commands.executeCommand(commands[chosen.step.command], chosen.step.subject);
}
