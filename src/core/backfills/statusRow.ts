import { clockError } from "./clockError";
import { etaOf } from "./eta";
import { leftOutRemark } from "./leftOut";
import { countsOf, recordsOf, totalOf } from "./logProgress";
import { newRun } from "./logRun";
import { rowDates } from "./runDates";
import { countsOthers, type RunEvidence, type RunOutcome } from "./runOutcome";
import { runState, type Surroundings } from "./runState";
import type { BackfillStatus, Eta } from "./status";

/** The row of a backfill whose latest run is known; `outcome` is what became of that run's dates. */
export function statusRow(
  name: string,
  evidence: RunEvidence,
  outcome: RunOutcome,
  around: Surroundings,
): BackfillStatus {
  const leftOut = leftOutRemark(outcome.leftOut, evidence.alive);
  const { state, reason } = runState(evidence, outcome, around);
  const { startedAt, endedAt, alive, reading } = evidence;
  const workers = reading?.run.workers ?? evidence.workers;
  const counts = countsIn(evidence, outcome);
  const clock = clockError(evidence);
  const remarks = [reason, leftOut, ...evidence.remarks, clock === 0 ? null : clockRemark(clock)].filter(
    (one) => one !== null,
  );
  return {
    name,
    state,
    pid: evidence.pid,
    startedAt: startedAt === null ? null : new Date(startedAt).toISOString(),
    elapsedMs: startedAt === null ? null : Math.max(0, (endedAt ?? around.now) - startedAt),
    workers,
    ...counts,
    records: reading && recordsOf(reading.run),
    ...rowDates(evidence, outcome),
    eta: alive ? shifted(etaOfLive(evidence, counts.total, workers, around, clock), clock) : null,
    forecasts: null,
    waitingFor: around.waitingFor,
    children: [],
    staleCode: [],
    fixesBefore: [],
    untoldFixes: [],
    leftOutRemark: leftOut,
    expectedRecords: null,
    otherRuns: [],
    earlierRuns: [],
    cpuPercent: null,
    memoryBytes: null,
    suspended: false,
    disagreements: [],
    log: evidence.log,
    exitCode: evidence.end?.exitCode ?? null,
    reason: remarks.length === 0 ? null : remarks.join(" "),
  };
}

/** Dates, or whatever else its log counts where nothing tells of dates. */
function countsIn(
  evidence: RunEvidence,
  { succeeded, failed, total }: RunOutcome,
): Pick<BackfillStatus, "done" | "failed" | "total"> {
  const { reading } = evidence;
  if (reading === null || !countsOthers(evidence)) return { done: succeeded.size, failed: failed.size, total };
  const told = totalOf(reading.run, null);
  return { ...countsOf(reading.run, told), total: told };
}

/** By the log's own clock, which may be `clock` milliseconds behind this machine's. */
function etaOfLive(
  { reading, dates, startedAt }: RunEvidence,
  total: number | null,
  workers: number | null,
  { now, suspended = [], earlier = [] }: Surroundings,
  clock: number,
): Eta | null {
  return etaOf({
    run: reading?.run ?? newRun(),
    total,
    workers,
    now: now - clock,
    startedAt: startedAt === null ? null : startedAt - clock,
    dates,
    suspended: suspended.map(({ from, to }) => ({ from: from - clock, to: to - clock })),
    earlier,
  });
}

/** The row of a backfill of which no run is known. */
export function emptyRow(
  name: string,
  state: "idle" | "waiting" | "unknown",
  waitingFor: readonly string[],
  reason: string | null,
): BackfillStatus {
  return {
    name,
    state,
    pid: null,
    startedAt: null,
    elapsedMs: null,
    workers: null,
    done: 0,
    failed: 0,
    total: null,
    records: null,
    failedDates: [],
    unfinishedDates: [],
    runningDates: [],
    skippedDates: [],
    failureReasons: {},
    months: [],
    eta: null,
    forecasts: null,
    waitingFor,
    children: [],
    staleCode: [],
    fixesBefore: [],
    untoldFixes: [],
    leftOutRemark: null,
    expectedRecords: null,
    otherRuns: [],
    earlierRuns: [],
    log: null,
    cpuPercent: null,
    memoryBytes: null,
    suspended: false,
    disagreements: [],
    exitCode: null,
    reason,
  };
}

function clockRemark(error: number): string {
  const hours = Math.abs(error) / 3_600_000;
  return `The times in its log are ${hours} h ${error > 0 ? "behind" : "ahead of"} this machine's clock; set log_timezone.`;
}

function shifted(eta: Eta | null, clock: number): Eta | null {
  if (eta === null || clock === 0) return eta;
  const moved = (time: string): string => new Date(Date.parse(time) + clock).toISOString();
  return { ...eta, optimistic: moved(eta.optimistic), conservative: moved(eta.conservative) };
}
