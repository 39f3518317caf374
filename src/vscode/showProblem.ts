import * as vscode from "vscode";
import { commands, views } from "../contract/ids";
import { assertNever, type Problem, type ProblemCode } from "../core/result";
import { inBackground } from "./inBackground";

type NextStep = { readonly title: string; readonly command: string };

/**
 * Tells a person about something that could not be done, with the step that helps as first button. The only place where
 * problems become notifications. Does not wait for an answer.
 */
export function showProblem(problem: Problem, log: vscode.LogOutputChannel): void {
  if (problem.code === "interrupted") return;
  log.warn(`${problem.code}: ${problem.message}`);
  inBackground(log, "Showing a problem", ask(problem));
}

async function ask(problem: Problem): Promise<void> {
  const step = nextStep(problem.code);
  const show = isMild(problem.code) ? vscode.window.showInformationMessage : vscode.window.showErrorMessage;
  const titles = [...(step ? [step.title] : []), "Show Output"];
  const chosen = await show(plainMessage(problem.message), ...titles);
  if (chosen === "Show Output") await vscode.commands.executeCommand(commands.showOutput);
  else if (chosen !== undefined && step) await vscode.commands.executeCommand(step.command);
}

/** More lines than this do not fit into a notification. */
const mostLines = 4;

/** Text for a notification: on one line, cut where it would be too long, and without the links that data could make. */
export function plainMessage(text: string): string {
  const lines = text.split("\n").map((line) => line.trim());
  const more = lines.length > mostLines ? ` And ${lines.length - mostLines} more.` : "";
  return (lines.slice(0, mostLines).join(" ") + more).replaceAll("](", "] (");
}

function isMild(code: ProblemCode): boolean {
  return code === "nothing-to-retry" || code === "gate-closed";
}

function nextStep(code: ProblemCode): NextStep | null {
  switch (code) {
    case "no-configuration":
      return { title: "Set Up", command: commands.setUp };
    case "invalid-configuration":
      return { title: "Show Problems", command: "workbench.actions.view.problems" };
    case "gate-closed":
      return { title: "Show Gates", command: `${views.gates}.focus` };
    case "conflicting-run":
    case "preflight-failed":
      return { title: "Show Backfills", command: `${views.backfills}.focus` };
    case "nothing-to-retry":
      return { title: "Validate", command: commands.validate };
    case "launch-failed":
    case "stop-failed":
    case "nothing-to-stop":
    case "unwritable-file":
    case "unreadable-file":
    case "unknown-name":
    case "unsupported":
    case "not-importable":
    case "connection-failed":
    case "database-locked":
    case "table-not-found":
    case "query-refused":
    case "query-failed":
    case "writer-active":
    case "store-unwritable":
    case "interrupted":
      return null;
    default:
      return assertNever(code);
  }
}
