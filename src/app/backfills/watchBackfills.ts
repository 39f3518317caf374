import { datesOver, type DateStates, type RunEvidence } from "../../core/backfills/runOutcome";
import { emptyRow } from "../../core/backfills/statusRow";
import type { BackfillStatus, StatusSnapshot } from "../../core/backfills/status";
import { zonedClock } from "../../core/backfills/zonedClock";
import { success, type Result } from "../../core/result";
import { earlierRuns } from "./earlierRuns";
import { keepForesight } from "./foresight";
import { lookAtBackfills, type Look, type SeenBackfill } from "./lookAtBackfills";
import { childrenOf, namedInArguments } from "./orchestrated";
import type { Ports } from "../ports";
import { machineTimezone } from "../logs/readLog";
import { quietRow } from "./quietRow";
import { readTimeline } from "./readTimeline";
import { runEvidence, unseenRunEvidence } from "./runEvidence";
import { runRow, sharedFacts, type Looking, type WatchedRow } from "./runRow";
import type { Run } from "./runs";
import { isOfThisHost } from "./seeProcesses";
import { unrecordedRuns } from "./unrecordedRuns";
import { withFollowUps } from "../alerts/withFollowUps";
import type { Workspace } from "../workspace";

/** A row of the snapshot, with the runs that it was told from. */
export type WatchedBackfill = WatchedRow & { readonly seen: SeenBackfill };

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
  const backfills = await withFollowUps(ports, watched.value);
  return success({ schemaVersion: 1, backfills, timeline: await readTimeline(workspace, ports, backfills) });
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
  const shared = await sharedFacts(workspace, ports);
  const watched: WatchedBackfill[] = [];
  for (const seen of look.backfills) {
    const tell = async (): Promise<WatchedRow> => {
      const row = await rowOf({ workspace, ports, shared }, look, seen);
      return { ...row, status: await keepForesight(ports, shared.foresight, seen, row.status) };
    };
    const freshen = (row: WatchedRow): WatchedRow => freshened(row, look, seen, ports.clock.now().getTime());
    watched.push({ ...(await quietRow(ports, look, seen, waitsFor(look, seen), quietMs, tell, freshen)), seen });
  }
  return success(watched);
}

/**
 * What became of each date of a backfill over all its runs: those on record, and those of which only a log is left.
 */
export async function dateStates(workspace: Workspace, ports: Ports, seen: SeenBackfill): Promise<DateStates> {
  return datesOver(await evidenceOfAll(workspace, ports, seen));
}

async function evidenceOfAll(workspace: Workspace, ports: Ports, seen: SeenBackfill): Promise<RunEvidence[]> {
  const recorded = await Promise.all(seen.runs.map((run) => runEvidence(workspace, ports, seen, run)));
  const unseen = await unseenRunEvidence(workspace, ports, seen);
  return [
    ...(await unrecordedRuns(workspace, ports, seen, recorded[0])),
    ...recorded,
    ...(unseen === null ? [] : [unseen]),
  ];
}

async function rowOf(
  around: Pick<Looking, "workspace" | "ports" | "shared">,
  look: Look,
  seen: SeenBackfill,
): Promise<WatchedRow> {
  const { workspace, ports } = around;
  const { name, backfill, runs, living } = seen;
  const waitingFor = waitsFor(look, seen);
  const latest = living?.at(-1) ?? runs.at(-1);
  const empty = (state: "idle" | "waiting" | "unknown"): WatchedRow => ({
    status: { ...emptyRow(name, state, waitingFor, look.trouble), expectedRecords: backfill.expectedRecords },
    disagreements: [],
  });
  if (living === null && latest?.ended === null) return empty("unknown");
  const unseen = await unseenRunEvidence(workspace, ports, seen);
  const run = unseen === null ? (latest ?? null) : null;
  const evidence = unseen ?? (run && (await runEvidence(workspace, ports, seen, run)));
  if (evidence === null) {
    if (living === null) return empty("unknown");
    return empty(waitingFor.length > 0 ? "waiting" : "idle");
  }
  const looking = { ...around, seen, waitingFor };
  const { status, disagreements } = await runRow(looking, evidence, run);
  const told: BackfillStatus = {
    ...status,
    otherRuns: await otherRows(looking, run),
    earlierRuns: await earlierRuns(workspace, ports, seen, run),
    ...processFields(look, seen, run, status.workers),
  };
  if (run?.ended === null && !isOfThisHost(ports, run)) return { status: elsewhere(told, run), disagreements };
  const reason = look.trouble === null ? told.reason : [told.reason, look.trouble].filter(Boolean).join(" ");
  return { status: { ...told, reason }, disagreements };
}

/** The further runs of the same backfill that are alive, each as a row. */
async function otherRows(looking: Looking, latest: Run | null): Promise<BackfillStatus[]> {
  const { workspace, ports, seen } = looking;
  const others = (seen.living ?? []).filter((run) => run !== latest);
  const rows: BackfillStatus[] = [];
  for (const run of others.reverse())
    rows.push((await runRow(looking, await runEvidence(workspace, ports, seen, run), run)).status);
  return rows;
}

/** A live row some seconds later, while its log says nothing new. */
function freshened(row: WatchedRow, look: Look, seen: SeenBackfill, now: number): WatchedRow {
  const { status } = row;
  const elapsedMs = status.startedAt === null ? null : Math.max(0, now - Date.parse(status.startedAt));
  const fields = processFields(look, seen, seen.living?.at(-1) ?? null, status.workers);
  return { ...row, status: { ...status, elapsedMs, ...fields } };
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
  latest: Run | null,
  toldWorkers: number | null,
): Partial<BackfillStatus> {
  const figures = look.figures.get(latest?.started.id ?? "");
  if (!figures) return {};
  const { workers, cpuPercent, memoryBytes, suspended } = figures;
  const counted = seen.backfill.kind === "orchestrator" ? null : workers;
  return { workers: toldWorkers ?? counted, cpuPercent, memoryBytes, suspended, children: childrenOf(look, seen) };
}
