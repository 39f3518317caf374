import * as vscode from "vscode";
import { stirMs } from "../app/backfills/stirred";
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
 * Keeps the facts of one opened workspace up to date: polls the backfills every `pollSeconds`, and while one runs asks each second
 * whether a run began or ended; reads the store again when the command line or another window wrote to it.
 */
export function liveFacts(workspace: Workspace, ports: Ports, log: vscode.LogOutputChannel): LiveFacts {
  const disposables = disposableStore();
  const changes = disposables.add(new vscode.EventEmitter<void>());
  const pollMs = Math.max(1, workspace.thresholds.pollSeconds) * 1000;
  let disposed = false;
  let asked = true;
  let wanted = true;
  let dueAt = 0;
  const fresh = freshFacts(workspace, ports, () => {
    if (!disposed) changes.fire();
  });

  /** A look, once it is due or something has stirred. A dead run must not look alive until the next time that logs are read. */
  async function look(): Promise<number> {
    try {
      if (!wanted && performance.now() < dueAt && !(await fresh.hasStirred())) return untilDue();
      // Whoever asks from now on wants to see what this look may miss.
      wanted = false;
      const quiet = asked ? 0 : quietMs;
      asked = false;
      const problem = await fresh.look(quiet);
      if (problem) log.warn(problem.message);
    } catch (error) {
      log.error(error instanceof Error ? error : String(error));
    }
    dueAt =
      performance.now() + (isBusy() ? pollMs : Math.max(pollMs, Math.min(pollMs * idleFactor, longestIdlePauseMs)));
    return untilDue();
  }

  function untilDue(): number {
    const left = Math.max(0, dueAt - performance.now());
    return isBusy() ? Math.min(left, stirMs) : left;
  }

  function isBusy(): boolean {
    const { facts } = fresh;
    return (facts.snapshot?.backfills.some(isAlive) ?? false) || openRuns(facts).length > 0;
  }

  function lookAtOnce(): Promise<void> {
    wanted = true;
    return repetition.now();
  }

  const repetition = disposables.add(repeatedly(look));
  const inStore = new vscode.RelativePattern(vscode.Uri.file(ports.store.folder), "*.jsonl");
  const watcher = disposables.add(vscode.workspace.createFileSystemWatcher(inStore));
  let callOff = (): void => undefined;
  const lookSoon = (): void => {
    callOff();
    const timer = setTimeout(() => void lookAtOnce(), settleMs);
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
      return lookAtOnce();
    },
    dispose() {
      disposed = true;
      disposables.dispose();
    },
  };
}
