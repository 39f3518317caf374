import * as vscode from "vscode";
import type { Ports } from "../app/ports";
import { watchBackfills } from "../app/backfills/watchBackfills";
import type { Workspace } from "../app/workspace";
import { disposableStore } from "./disposableStore";
import { goneRuns, isAlive, noFacts, openRuns, readStoredFacts, storeFingerprint, type Facts } from "./facts";
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
/** Between two looks that somebody asked for, backfills that are not alive are looked at this often. */
const quietMs = 5_000;

/**
 * Keeps the facts of one opened workspace up to date: polls the backfills every `pollSeconds`, and reads the store again
 * when the command line or another window wrote to it.
 */
export function liveFacts(workspace: Workspace, ports: Ports, log: vscode.LogOutputChannel): LiveFacts {
  const disposables = disposableStore();
  const changes = disposables.add(new vscode.EventEmitter<void>());
  const pollMs = Math.max(1, workspace.thresholds.pollSeconds) * 1000;
  let facts = noFacts;
  let fingerprint: string | null = null;
  let disposed = false;
  let asked = true;

  function take(newer: Partial<Facts>): void {
    if (disposed || isSame(newer, facts)) return;
    facts = { ...facts, ...newer };
    changes.fire();
  }

  async function readStore(): Promise<void> {
    const now = await storeFingerprint(ports);
    if (now === fingerprint) return;
    take(await readStoredFacts(workspace, ports.store));
    fingerprint = now;
  }

  async function lookAtBackfills(): Promise<void> {
    const snapshot = await watchBackfills(workspace, ports, { quietMs: asked ? 0 : quietMs });
    asked = false;
    if (snapshot.ok) return take({ snapshot: snapshot.value, snapshotProblem: null });
    log.warn(snapshot.error.message);
    take({ snapshotProblem: snapshot.error });
  }

  async function look(): Promise<number> {
    try {
      await lookAtBackfills();
      // Afterwards, since a look records what it sees for the first time.
      await readStore();
      take({ gone: await goneRuns(facts.runs, ports.processes) });
    } catch (error) {
      log.error(error instanceof Error ? error : String(error));
    }
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
      return facts;
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

/** Whether the newer facts say nothing that the older ones do not; both are plain JSON. */
function isSame(newer: Partial<Facts>, older: Facts): boolean {
  const keys = Object.keys(newer) as (keyof Facts)[];
  return keys.every((key) => JSON.stringify(newer[key]) === JSON.stringify(older[key]));
}
