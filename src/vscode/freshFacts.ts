import type { Ports } from "../app/ports";
import { hasStirred } from "../app/backfills/stirred";
import { watchBackfills } from "../app/backfills/watchBackfills";
import type { Workspace } from "../app/workspace";
import type { Problem } from "../core/result";
import { goneRuns, noFacts, readStoredFacts, storeFingerprint, type Facts } from "./facts";
import { isSame } from "./isSame";

/** Between two looks that somebody asked for, so old may be what a row tells beside whether its run is alive. */
export const quietMs = 10_000;

export type FreshFacts = {
  readonly facts: Facts;
  /**
   * Looks at the backfills, the store, and runs that have gone.
   * @param quiet how old a row may be of which nothing new is known; 0 tells all anew
   * @returns why the backfills could not be looked at; null when all is well
   */
  look(quiet: number): Promise<Problem | null>;
  /** Whether a run began or ended since the last look. */
  hasStirred(): Promise<boolean>;
};

/** Facts of a workspace that each look brings up to date. `changed` is called where they say something else than before. */
export function freshFacts(workspace: Workspace, ports: Ports, changed: () => void): FreshFacts {
  let facts = noFacts;
  let fingerprint: string | null = null;

  function take(newer: Partial<Facts>): void {
    const keys = Object.keys(newer) as (keyof Facts)[];
    if (keys.every((key) => isSame(newer[key], facts[key]))) return;
    facts = { ...facts, ...newer };
    changed();
  }

  async function readStore(): Promise<void> {
    const now = await storeFingerprint(ports);
    if (now === fingerprint) return;
    take(await readStoredFacts(workspace, ports.store));
    fingerprint = now;
  }

  return {
    get facts() {
      return facts;
    },
    async look(quiet) {
      const snapshot = await watchBackfills(workspace, ports, { quietMs: quiet });
      take(snapshot.ok ? { snapshot: snapshot.value, snapshotProblem: null } : { snapshotProblem: snapshot.error });
      // Afterwards, since a look records what it sees for the first time.
      await readStore();
      take({ gone: await goneRuns(facts.runs, ports.processes) });
      return snapshot.ok ? null : snapshot.error;
    },
    hasStirred: async () => facts.snapshot === null || hasStirred(workspace, ports, facts.snapshot),
  };
}
