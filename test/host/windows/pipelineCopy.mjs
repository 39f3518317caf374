import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { existsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

/** The small pipeline in a folder of its own, in which nothing ever ran. */
export async function pipelineCopy() {
  const temporary = await mkdtemp(join(tmpdir(), "headgate-window-"));
  const folder = join(temporary, "pipeline");
  await cp("test/fixtures/pipeline", folder, { recursive: true });
  return {
    folder,
    /** Tells the backfill how to misbehave; read when it starts, `hold` also later. */
    control: (orders) => writeFile(join(folder, "control.json"), JSON.stringify(orders)),
    remove: () => rm(temporary, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 }),
  };
}

/** What the store says of runs, oldest first. */
export async function runsIn(folder) {
  const path = join(folder, ".headgate/runs.jsonl");
  const lines = existsSync(path) ? (await readFile(path, "utf8")).split("\n") : [];
  return lines.filter((line) => line.trim() !== "").map((line) => JSON.parse(line));
}

/** Waits for something to become true, and says what when it does not. */
export async function until(what, look) {
  for (const end = Date.now() + 30_000; Date.now() < end; await pause(50)) {
    const seen = await look();
    if (seen) return seen;
  }
  throw new Error(`Waited in vain for ${what}.`);
}
