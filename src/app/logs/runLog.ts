import type { LogReading } from "../../core/backfills/logReader";
import { mergeReadings } from "../../core/backfills/mergeReadings";
import { zonedClock } from "../../core/backfills/zonedClock";
import type { Backfill } from "../../core/pipeline/pipeline";
import { success, type Result } from "../../core/result";
import { logsOfRun, sinceStart, type FoundLog, type RunLogs } from "./findLog";
import { readTail, type TailOptions } from "./logTail";
import type { SeenBackfill } from "../backfills/lookAtBackfills";
import type { Ports } from "../ports";
import { machineTimezone } from "./readLog";
import { loadRecipe } from "./recipes";
import type { Run } from "../backfills/runs";
import { shownPath } from "../shownPath";
import type { Workspace } from "../workspace";

/** The log of a run as far as it is written, with remarks for people while it says nothing. */
export type RunLog = {
  readonly found: FoundLog | null;
  readonly reading: LogReading | null;
  readonly remarks: readonly string[];
  /** Whether the recipe knows a closing summary. */
  readonly closes?: boolean;
};

type ReadLog = { readonly found: FoundLog; readonly reading: LogReading };

/**
 * The log of a run: the first of the candidates in which the recipe finds anything, else the first that is there. Of a job with
 * several globs, which writes to a file of each, all of these together.
 */
export async function readRunLog(
  workspace: Workspace,
  ports: Ports,
  seen: SeenBackfill,
  run: Run,
  alive: boolean,
): Promise<RunLog> {
  const { backfill, runs } = seen;
  const logs = await logsOfRun(workspace, ports, seen, run, alive);
  const options = await tailOptions(workspace, ports, backfill);
  if (backfill.kind === "orchestrator" || !options.ok) {
    const first = logs.named[0] ?? (await logs.globbed()).flat()[0];
    return { found: first ?? null, reading: null, remarks: options.ok ? [] : [options.error.message] };
  }
  const read = (found: FoundLog): Promise<ReadLog | null> => readOne(ports, run, runs, found, options.value);
  const candidates = await readCandidates(logs, backfill.log.length, read);
  if (candidates.length === 0) return { found: null, reading: null, remarks: [noLog(workspace, backfill, run)] };
  const telling = candidates.filter(({ reading }) => reading.lines.matched > 0);
  const [first] = telling.length > 0 ? telling : candidates;
  if (first === undefined) return { found: null, reading: null, remarks: [] };
  const closes = options.value.recipe.rules.some(({ event }) => event === "summary" || event === "finished");
  if (telling.length > 0)
    return {
      closes,
      found: latest(first, telling),
      reading: mergeReadings(telling.map(({ reading }) => reading)),
      remarks: [],
    };
  const name = shownPath(workspace.root, first.found.path);
  return {
    ...first,
    closes,
    remarks: [`${name} says nothing yet that the recipe ${options.value.recipe.name} knows.`],
  };
}

/** With one glob, reading ends with the first log that tells anything; with several, one of each is read. */
async function readCandidates(
  { named, globbed }: RunLogs,
  globs: number,
  read: (found: FoundLog) => Promise<ReadLog | null>,
): Promise<ReadLog[]> {
  const first = await untilTelling(named, read);
  if (globs <= 1 && tells(first.at(-1))) return first.slice(-1);
  const byGlob = await globbed();
  const all = [first];
  for (const logs of byGlob) {
    // What is known to be its own goes before what only fits.
    const isOwn = ({ path }: FoundLog): boolean => named.some((one) => one.path === path);
    all.push(await untilTelling([...logs.filter(isOwn), ...logs.filter((log) => !isOwn(log))], read));
  }
  const telling = all.flatMap((logs) => logs.filter(tells));
  const isNew = ({ found }: ReadLog, index: number): boolean =>
    telling.findIndex((one) => one.found.path === found.path) === index;
  return telling.length > 0 ? telling.filter(isNew) : all.flat();
}

/** Reads one after another up to the first in which the recipe finds anything. */
async function untilTelling(
  logs: readonly FoundLog[],
  read: (found: FoundLog) => Promise<ReadLog | null>,
): Promise<ReadLog[]> {
  const all: ReadLog[] = [];
  for (const found of logs) {
    const log = await read(found);
    if (log !== null) all.push(log);
    if (tells(log)) break;
  }
  return all;
}

function tells(log: ReadLog | null | undefined): boolean {
  return (log?.reading.lines.matched ?? 0) > 0;
}

async function readOne(
  ports: Ports,
  run: Run,
  runs: readonly Run[],
  found: FoundLog,
  options: TailOptions,
): Promise<ReadLog | null> {
  const tail = await readTail(ports.files, found.path, {
    ...options,
    startedAt: Date.parse(run.started.startedAt),
    sinceOf: (bornAt) => sinceStart(run, found.path, bornAt),
    until: nextRunIn(runs, run, found.path),
    oneRun: (run.started.commands ?? 1) > 1,
    now: ports.clock.now().getTime(),
  });
  return tail && { found: { ...found, facts: tail.facts }, reading: tail.reading };
}

/** Of several logs that one run writes, the last change of any counts. */
function latest(first: ReadLog, logs: readonly ReadLog[]): FoundLog {
  const changes = logs.map(({ found }) => found.facts.modifiedAt.getTime());
  return { ...first.found, facts: { ...first.found.facts, modifiedAt: new Date(Math.max(...changes)) } };
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
  const recipe = await loadRecipe(ports, backfill.progress.recipe, workspace.root, workspace.pipeline.recipes);
  if (!recipe.ok) return recipe;
  const timezone = workspace.pipeline.logTimezone ?? machineTimezone();
  const clock = zonedClock(timezone);
  return clock.ok ? success({ recipe: recipe.value, timezone, clock: clock.value }) : clock;
}
