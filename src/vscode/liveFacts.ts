import * as vscode from "vscode";
import type { Ports } from "../app/ports";
import type { Workspace } from "../app/workspace";
import { disposableStore } from "./disposableStore";
import { isAlive, openRuns, type Facts } from "./facts";
import { freshFacts, quietMs } from "./freshFacts";
import { repeatedly } from "./repeatedly";

export type LiveFacts = vscode.Disposable & {
  readonly facts: Facts;
  readonly onDidChange: vscode.Event<void>;
  /** Looks now, and resolves when everything is as fresh as it can be. */
  look(): Promise<void>;
};

/** How much longer the pauses are while nothing runs: what somebody starts by hand is still noticed soon. */
const idleFactor = 5;
const longestIdlePauseMs = 60_000;
const settleMs = 100;

/**
 * Keeps the facts of one opened workspace up to date: polls the backfills every `pollSeconds`, and reads the store again
 * when the command line or another window wrote to it.
 */
export function liveFacts(workspace: Workspace, ports: Ports, log: vscode.LogOutputChannel): LiveFacts {
  const disposables = disposableStore();
  const changes = disposables.add(new vscode.EventEmitter<void>());
  const pollMs = Math.max(1, workspace.thresholds.pollSeconds) * 1000;
  let disposed = false;
  let asked = true;
  const fresh = freshFacts(workspace, ports, () => {
    if (!disposed) changes.fire();
  });

  async function look(): Promise<number> {
    const quiet = asked ? 0 : quietMs;
    asked = false;
    try {
      const problem = await fresh.look(quiet);
      if (problem) log.warn(problem.message);
    } catch (error) {
      log.error(error instanceof Error ? error : String(error));
    }
    const { facts } = fresh;
    const busy = (facts.snapshot?.backfills.some(isAlive) ?? false) || openRuns(facts).length > 0;
    return busy ? pollMs : Math.max(pollMs, Math.min(pollMs * idleFactor, longestIdlePauseMs));
  }

  const repetition = disposables.add(repeatedly(look));
  const inStore = new vscode.RelativePattern(vscode.Uri.file(ports.store.folder), "*.jsonl");
  const watcher = disposables.add(vscode.workspace.createFileSystemWatcher(inStore));
  let callOff = (): void => undefined;
  const lookSoon = (): void => {
    callOff();
    const timer = setTimeout(() => void repetition.now(), settleMs);
    callOff = () => clearTimeout(timer);
  };
  disposables.add(watcher.onDidChange(lookSoon));
  disposables.add(watcher.onDidCreate(lookSoon));
  disposables.add({ dispose: () => callOff() });

  return {
    get facts() {
      return fresh.facts;
    },
    onDidChange: changes.event,
    look() {
      asked = true;
      return repetition.now();
    },
    dispose() {
      disposed = true;
      disposables.dispose();
    },
  };
}
