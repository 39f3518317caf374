import type { LogReading } from "../core/backfills/logReader";
import { zonedClock } from "../core/backfills/zonedClock";
import type { Backfill } from "../core/pipeline/pipeline";
import { success, type Result } from "../core/result";
import { logsOfRun, sinceStart, type FoundLog } from "./findLog";
import { readTail, type TailOptions } from "./logTail";
import type { SeenBackfill } from "./lookAtBackfills";
import type { Ports } from "./ports";
import { loadRecipe, machineTimezone } from "./readLog";
import type { Run } from "./runs";
import { shownPath } from "./shownPath";
import type { Workspace } from "./workspace";

/** The log of a run as far as it is written, with remarks for people while it says nothing. */
export type RunLog = {
  readonly found: FoundLog | null;
  readonly reading: LogReading | null;
  readonly remarks: readonly string[];
  /** Whether the recipe knows a closing summary. */
  readonly closes?: boolean;
};

/** The first of the candidates in which the recipe finds anything, else the first that is there. */
export async function readRunLog(
  workspace: Workspace,
  ports: Ports,
  seen: SeenBackfill,
  run: Run,
  alive: boolean,
): Promise<RunLog> {
  const { backfill, runs } = seen;
  const candidates = await logsOfRun(workspace, ports, seen, run, alive);
  const [first] = candidates;
  if (backfill.kind === "orchestrator") return { found: first ?? null, reading: null, remarks: [] };
  const options = await tailOptions(workspace, ports, backfill);
  if (!options.ok) return { found: first ?? null, reading: null, remarks: [options.error.message] };
  const oneRun = (run.started.commands ?? 1) > 1;
  const closes = options.value.recipe.rules.some(({ event }) => event === "summary");
  let fallback: RunLog | null = null;
  for (const found of candidates) {
    const since = sinceStart(run, found);
    const until = nextRunIn(runs, run, found.path);
    const tail = await readTail(ports.files, found.path, { ...options.value, since, until, oneRun });
    if (tail === null) continue;
    const read = { found: { ...found, facts: tail.facts }, reading: tail.reading, closes };
    if (tail.reading.lines.matched > 0) return { ...read, remarks: [] };
    const silent = `${shownPath(workspace.root, found.path)} says nothing yet that the recipe ${options.value.recipe.name} knows.`;
    fallback ??= { ...read, remarks: [silent] };
  }
  return fallback ?? { found: null, reading: null, remarks: [noLog(workspace, backfill, run)] };
}

function noLog({ root }: Workspace, { log }: Backfill, { started }: Run): string {
  if (started.log !== null) return `Its log ${shownPath(root, started.log)} cannot be read.`;
  return log.length === 0
    ? "Where it logs is not known; declare log:."
    : `There is no log yet that fits ${log.join(" or ")}.`;
}

/** When a later run began to write to the same file; null when none did. */
function nextRunIn(runs: readonly Run[], run: Run, path: string): number | null {
  const later = runs.slice(runs.indexOf(run) + 1).find(({ started }) => started.log === path);
  return later === undefined ? null : Date.parse(later.started.startedAt);
}

/** How the logs of a backfill are read: its recipe and the clock of their times. */
export async function tailOptions(
  workspace: Workspace,
  ports: Ports,
  backfill: Backfill,
): Promise<Result<TailOptions>> {
  const recipe = await loadRecipe(ports, backfill.progress.recipe, workspace.root);
  if (!recipe.ok) return recipe;
  const timezone = workspace.pipeline.logTimezone ?? machineTimezone();
  const clock = zonedClock(timezone);
  return clock.ok ? success({ recipe: recipe.value, timezone, clock: clock.value }) : clock;
}
