import { isWrittenNow } from "./clockError";
import type { EarlierPace } from "./earlierPaces";
import { longestPause } from "./longestPause";
import { countsOthers, failedItemsOf, type RunEvidence, type RunOutcome } from "./runOutcome";
import { logState } from "./logProgress";
import type { BackfillState } from "./status";
import { workedClock, type Interval } from "./workedTime";

export type JudgedState = { readonly state: BackfillState; readonly reason: string | null };

/** What is around a run: needed for `stalled`, `waiting` and for logs that nobody can be seen to write. */
export type Surroundings = {
  readonly now: number;
  /** The time between two looks, milliseconds. */
  readonly pollMs: number;
  readonly kind: "job" | "orchestrator";
  /** Backfills that it waits for and that have not ended. */
  readonly waitingFor: readonly string[];
  /** Times in which the run could not work. */
  readonly suspended?: readonly Interval[];
  /** How long it took before. */
  readonly earlier?: readonly EarlierPace[];
};

/** A log that was written to so recently may have a writer that cannot be seen from here. */
const freshMs = 30_000;

/** The state of a run, the first that fits of the table in `docs/backfills.md`. */
export function runState(evidence: RunEvidence, outcome: RunOutcome, around: Surroundings): JudgedState {
  if (evidence.alive) return liveState(evidence, around);
  return evidence.end === null ? stateByLog(evidence, outcome, around) : endedState(evidence, evidence.end, outcome);
}

function liveState({ reading, logModifiedAt }: RunEvidence, around: Surroundings): JudgedState {
  if (around.kind === "orchestrator" && around.waitingFor.length > 0) return { state: "waiting", reason: null };
  const pause = reading && longestPause(reading, around.pollMs);
  // Who slept or was stopped is not silent.
  const silentMs = logModifiedAt === null ? 0 : workedClock(logModifiedAt, around.suspended ?? [])(around.now);
  if (pause === null || silentMs <= pause) return { state: "running", reason: null };
  const reason = `Nothing was logged for ${inWords(silentMs)}; so far it never paused for longer than ${inWords(pause)}.`;
  return { state: "stalled", reason };
}

function endedState(evidence: RunEvidence, end: NonNullable<RunEvidence["end"]>, outcome: RunOutcome): JudgedState {
  const { reading } = evidence;
  const open = openDates(outcome);
  const unfinished = outcome.unfinished.length > 0 ? ` with ${count(outcome.unfinished.length)} unfinished` : "";
  const summary = reading?.run.summary ?? null;
  const tells = end.exitCode !== null || end.signal !== null;
  if (end.stopped && end.exitCode !== 0 && (tells || summary === null))
    return { state: end.exitCode === null ? "died" : "failed", reason: stoppedReason(end, unfinished) };
  if (end.exitCode !== null && end.exitCode !== 0) {
    const fatal = reading?.run.fatal;
    return {
      state: "failed",
      reason: `It ended with exit code ${end.exitCode}${unfinished}${fatal ? `: ${fatal}` : ""}.`,
    };
  }
  if (end.signal !== null) return { state: "died", reason: `It was ended by ${end.signal}${unfinished}.` };
  if (end.exitCode === null && summary === null)
    return {
      state: "died",
      reason: `${end.reason ?? goneReason(reading)}${left(outcome)}`,
    };
  const items = failedItemsOf(evidence);
  if (items.length > 0) return { state: "partial", reason: [failedText(items), open].filter(Boolean).join(" ") };
  return open === ""
    ? { state: "succeeded", reason: countsOthers(evidence) ? null : undated(outcome) }
    : { state: "partial", reason: open };
}

function goneReason(reading: RunEvidence["reading"]): string {
  return reading === null
    ? "The process is gone, and no log tells how it ended."
    : "The process is gone without a closing summary in its log.";
}

/** No mystery: a person wanted it. */
function stoppedReason({ exitCode, signal }: NonNullable<RunEvidence["end"]>, unfinished: string): string {
  const how = exitCode !== null ? ` (exit code ${exitCode})` : signal !== null ? ` (${signal})` : "";
  return `It was stopped by a person${how}${unfinished}.`;
}

/** Nobody saw the run; its log is all there is. */
function stateByLog(
  { reading, logModifiedAt, log }: RunEvidence,
  outcome: RunOutcome,
  around: Surroundings,
): JudgedState {
  const state = reading === null ? "running" : logState(reading.run, outcome.total);
  if (state !== "running") return { state, reason: openDates(outcome) || null };
  const silentMs = logModifiedAt === null ? Number.POSITIVE_INFINITY : around.now - logModifiedAt;
  if (silentMs < freshMs && isWrittenNow(logModifiedAt ?? 0, reading?.lastRecordAt ?? null))
    return {
      state: "unknown",
      reason: `${log ?? "Its log"} was written to ${inWords(Math.max(0, silentMs))} ago, and no process of it can be seen from here; look again in a minute.`,
    };
  return {
    state: "died",
    reason: `${log ?? "Its log"} has no closing summary, and no process of it is there.${left(outcome)}`,
  };
}

function openDates({ failed, unfinished, total, succeeded }: RunOutcome): string {
  const unnamed = (total ?? 0) - succeeded.size - failed.size - unfinished.length;
  const parts = [
    failed.size > 0 ? `${count(failed.size)} failed` : "",
    unfinished.length > 0 ? `${count(unfinished.length)} unfinished` : "",
    unnamed > 0 ? `${count(unnamed)} unfinished that the log does not name` : "",
  ].filter((part) => part !== "");
  return parts.length === 0 ? "" : `${parts.join(", ")}.`;
}

/** `model a, test b failed.` */
function failedText(items: readonly string[]): string {
  const more = items.length > mostItems ? ` and ${items.length - mostItems} more` : "";
  return `${items.slice(0, mostItems).join(", ")}${more} failed.`;
}

const mostItems = 3;

function left(outcome: RunOutcome): string {
  const unfinished = (outcome.total ?? 0) - outcome.succeeded.size - outcome.failed.size;
  return unfinished > 0 ? ` ${count(unfinished)} unfinished.` : "";
}

function undated({ total }: RunOutcome): string | null {
  return total === null ? "Its dates are not known: neither a log nor a checkpoint tells of them." : null;
}

function count(dates: number): string {
  return dates === 1 ? "1 date" : `${dates} dates`;
}

/** `40 s`, `12 min`, `3 h`: the figure that a person would say. */
function inWords(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1000);
  if (seconds < 120) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 120 ? `${minutes} min` : `${Math.round(minutes / 60)} h`;
}
