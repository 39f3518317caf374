import * as vscode from "vscode";
import type { RunStarted } from "../app/ports";

/**
 * Shows a run's output in an integrated terminal. The task only follows: Ctrl+C in it stops the run, closing it or the
 * editor does not, and the run's exit code is the task's. Where this window follows it already, that terminal is shown.
 */
export async function followInTerminal(
  run: RunStarted,
  { followerFile, storeFolder, root }: { followerFile: string; storeFolder: string; root: string },
): Promise<void> {
  const name = `${run.name} (${run.kind})`;
  const isFollowed = vscode.tasks.taskExecutions.some(({ task }) => task.definition["run"] === run.id);
  const terminal = isFollowed ? vscode.window.terminals.find((one) => one.name.includes(name)) : undefined;
  if (terminal) return terminal.show(true);
  const execution = new vscode.ProcessExecution(process.execPath, [followerFile, storeFolder, run.id], {
    cwd: root,
    // The editor's own runtime: users may have no Node.js on their path.
    env: { ELECTRON_RUN_AS_NODE: "1" },
  });
  const task = new vscode.Task(
    { type: "headgate", run: run.id },
    vscode.TaskScope.Workspace,
    name,
    "Headgate",
    execution,
  );
  task.presentationOptions = {
    reveal: vscode.TaskRevealKind.Always,
    panel: vscode.TaskPanelKind.Dedicated,
    focus: false,
    echo: false,
    showReuseMessage: false,
  };
  await vscode.tasks.executeTask(task);
}
