import { datesOver, type DateStates, type RunEvidence } from "../core/backfills/runOutcome";
import { emptyRow, statusRow } from "../core/backfills/statusRow";
import type { BackfillStatus, StatusSnapshot } from "../core/backfills/status";
import { zonedClock } from "../core/backfills/zonedClock";
import { success, type Result } from "../core/result";
import { judgedRow } from "./judgedRow";
import { lookAtBackfills, type Look, type SeenBackfill } from "./lookAtBackfills";
import { childrenOf, namedInArguments } from "./orchestrated";
import type { Ports } from "./ports";
import { machineTimezone } from "./readLog";
import { quietRow } from "./quietRow";
import { runEvidence, unseenRunEvidence } from "./runEvidence";
import type { Run } from "./runs";
import { isOfThisHost } from "./seeProcesses";
import type { Workspace } from "./workspace";

/** A row of the snapshot, with the runs that it was told from. */
export type WatchedBackfill = { readonly status: BackfillStatus; readonly seen: SeenBackfill };

export type WatchOptions = {
  /** For so long the row of a backfill of which nothing new is on record, and whose log has not grown, is taken from an earlier look. */
  readonly quietMs?: number;
};

/**
 * One look at every declared backfill: processes, logs and records together.
 * What it sees for the first time (a process somebody started, one that has gone) it records.
 * @returns `invalid-configuration` for a `log_timezone` that is not known; what cannot be told of one backfill stands in its row
 */
export async function watchBackfills(
  workspace: Workspace,
  ports: Ports,
  options: WatchOptions = {},
): Promise<Result<StatusSnapshot>> {
  const watched = await watchedBackfills(workspace, ports, options);
  if (!watched.ok) return watched;
  return success({ schemaVersion: 1, backfills: watched.value.map(({ status }) => status), timeline: [] });
}

/** `watchBackfills`, for whoever asks further questions of the same look. */
export async function watchedBackfills(
  workspace: Workspace,
  ports: Ports,
  { quietMs = 0 }: WatchOptions = {},
): Promise<Result<WatchedBackfill[]>> {
  const clock = zonedClock(workspace.pipeline.logTimezone ?? machineTimezone());
  if (!clock.ok) return clock;
  const look = await lookAtBackfills(workspace, ports);
  const watched: WatchedBackfill[] = [];
  for (const seen of look.backfills) {
    const tell = (): Promise<BackfillStatus> => rowOf(workspace, ports, look, seen);
    const freshen = (row: BackfillStatus): BackfillStatus => freshened(row, look, seen, ports.clock.now().getTime());
    watched.push({ status: await quietRow(ports, look, seen, waitsFor(look, seen), quietMs, tell, freshen), seen });
  }
  return success(watched);
}

/**
 * What became of each date of a backfill over all its runs: those on record, and one of which only a log is left.
 */
export async function dateStates(workspace: Workspace, ports: Ports, seen: SeenBackfill): Promise<DateStates> {
  return datesOver(await evidenceOfAll(workspace, ports, seen));
}

async function evidenceOfAll(workspace: Workspace, ports: Ports, seen: SeenBackfill): Promise<RunEvidence[]> {
  const recorded = await Promise.all(seen.runs.map((run) => runEvidence(workspace, ports, seen, run)));
  const unseen = await unseenRunEvidence(workspace, ports, seen);
  return unseen === null ? recorded : [...recorded, unseen];
}

async function rowOf(workspace: Workspace, ports: Ports, look: Look, seen: SeenBackfill): Promise<BackfillStatus> {
  const { name, backfill, runs, living } = seen;
  const waitingFor = waitsFor(look, seen);
  const latest = living?.at(-1) ?? runs.at(-1);
  if (living === null && latest?.ended === null) return emptyRow(name, "unknown", waitingFor, look.trouble);
  const evidence =
    (await unseenRunEvidence(workspace, ports, seen)) ??
    (latest && (await runEvidence(workspace, ports, seen, latest))) ??
    null;
  if (evidence === null) {
    if (living === null) return emptyRow(name, "unknown", waitingFor, look.trouble);
    return emptyRow(name, waitingFor.length > 0 ? "waiting" : "idle", waitingFor, look.trouble);
  }
  const now = ports.clock.now().getTime();
  const pollMs = workspace.thresholds.pollSeconds * 1000;
  const doneBefore = resumes(evidence) ? await doneBeforeLast(workspace, ports, seen, evidence) : [];
  const judge = (): BackfillStatus =>
    statusRow(name, evidence, new Set(doneBefore), { now, pollMs, kind: backfill.kind, waitingFor });
  const judged = judgedRow(ports, name, { evidence, waitingFor, kind: backfill.kind, doneBefore }, now, judge);
  const row = { ...judged, ...processFields(look, seen, latest, judged.workers) };
  if (latest?.ended === null && !isOfThisHost(ports, latest)) return elsewhere(row, latest);
  return look.trouble === null ? row : { ...row, reason: [row.reason, look.trouble].filter(Boolean).join(" ") };
}

/** A live row some seconds later, while its log says nothing new. */
function freshened(row: BackfillStatus, look: Look, seen: SeenBackfill, now: number): BackfillStatus {
  const elapsedMs = row.startedAt === null ? null : Math.max(0, now - Date.parse(row.startedAt));
  return { ...row, elapsedMs, ...processFields(look, seen, seen.living?.at(-1), row.workers) };
}

/** A run on another machine that shares this folder: its log may tell that it has ended well, but nothing here that it has not. */
function elsewhere(row: BackfillStatus, { started }: Run): BackfillStatus {
  if (row.state !== "died") return row;
  const reason = `It was started on ${started.host}; whether it still runs there cannot be seen from here.`;
  return { ...row, state: "unknown", reason, unfinishedDates: [] };
}

/** What it waits for: of an orchestrator all that has not ended, of a job what would have to end before it may start. */
function waitsFor(look: Look, seen: SeenBackfill): string[] {
  const { backfill, living } = seen;
  const isAlive = (living?.length ?? 0) > 0;
  if (isAlive && backfill.kind === "job") return [];
  const declared = backfill.after.filter((name) => {
    const other = look.backfills.find((one) => one.name === name);
    const runs = (other?.living?.length ?? 0) > 0;
    return runs || (isAlive && other?.runs.length === 0);
  });
  return [...new Set([...declared, ...namedInArguments(look, seen)])];
}

/** What its processes tell beside its log; of a run that is not alive nothing. */
function processFields(
  look: Look,
  seen: SeenBackfill,
  latest: Run | undefined,
  toldWorkers: number | null,
): Partial<BackfillStatus> {
  const figures = latest && look.figures.get(latest.started.id);
  if (figures === undefined) return {};
  const { workers, cpuPercent, memoryBytes, suspended } = figures;
  const counted = seen.backfill.kind === "orchestrator" ? null : workers;
  return { workers: toldWorkers ?? counted, cpuPercent, memoryBytes, suspended, children: childrenOf(look, seen) };
}

/** A log that counts fewer dates than the run was asked for: it resumes, and what was left out is known from earlier runs. */
function resumes({ dates, reading }: RunEvidence): boolean {
  const told = reading?.run.total ?? null;
  return dates !== null && told !== null && told < dates.length;
}

async function doneBeforeLast(
  workspace: Workspace,
  ports: Ports,
  seen: SeenBackfill,
  last: RunEvidence,
): Promise<DateStates["succeeded"]> {
  const all = await evidenceOfAll(workspace, ports, seen);
  return datesOver(all.filter(({ startedAt }) => (startedAt ?? 0) < (last.startedAt ?? 0))).succeeded;
}
