import { buildSync } from "esbuild";
import { mkdtempSync, realpathSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { processSource } from "../../../src/adapters/processes/processSource";
import type { LaunchRequest, RunEnded, Store } from "../../../src/app/ports";
import { runsOf } from "../../../src/app/backfills/runs";

/** Builds supervisor, follower and what runs commands in turn as they are shipped, into a temporary folder. */
export function builtEntries(): string {
  const outdir = temporaryFolder("built");
  const entry = (name: string): string => join(__dirname, "../../../src/adapters/processes", `${name}.ts`);
  buildSync({
    entryPoints: [entry("supervisor"), entry("inTurn"), entry("follower")],
    outdir,
    bundle: true,
    platform: "node",
    format: "cjs",
  });
  return outdir;
}

export function temporaryFolder(what: string): string {
  return realpathSync(mkdtempSync(join(tmpdir(), `headgate-${what}-`)));
}

/** A request that runs a piece of JavaScript as its own process. */
export function requestOf(root: string, script: string, more: Partial<LaunchRequest> = {}): LaunchRequest {
  return {
    kind: "backfill",
    name: "team_offense",
    argv: [process.execPath, "-e", script],
    env: {},
    cwd: root,
    output: join(root, "logs", "team_offense.log"),
    dates: null,
    tables: [],
    graceMs: 5_000,
    ...more,
  };
}

/** Waits for something that must come about; the test's own time limit ends the wait. */
export async function eventually<T>(look: () => Promise<T | null | undefined> | T | null | undefined): Promise<T> {
  for (;;) {
    const found = await look();
    if (found !== null && found !== undefined && found !== false) return found;
    await sleep(25);
  }
}

export function endIn(store: Store, run: string): Promise<RunEnded> {
  return eventually(async () => runsOf(await store.runs()).find(({ started }) => started.id === run)?.ended);
}

export function isThere(pid: number): boolean {
  const found = processSource()?.find(pid);
  return found !== undefined && found !== null && !found.zombie;
}
