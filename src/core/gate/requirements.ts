import type { Disagreement } from "../backfills/disagreements";
import type { DateStates } from "../backfills/runOutcome";
import type { BackfillStatus } from "../backfills/status";
import type { CheckResult, Status, TableResult } from "../coverage/validation";
import { checkSentence } from "../report/sentences";
import { durationText } from "../report/times";
import type { Requirement, RequirementKind } from "./decision";

const stateOf: Readonly<Record<Status, Requirement["state"]>> = {
  pass: "met",
  warn: "met",
  fail: "not-met",
  unknown: "not-measurable",
};

/** One requirement a check. A warning does not block. */
export function checkRequirements(table: TableResult): Requirement[] {
  return table.checks.map((check) => ({
    kind: isFeature(table.name, check.id) ? "features" : kindOf(check),
    id: check.id,
    state: stateOf[check.status],
    message: checkSentence(check),
  }));
}

function kindOf(check: CheckResult): RequirementKind {
  if (check.metric === "missing_dates") return "dates";
  if (check.metric === "age_hours") return "freshness";
  if (check.metric.startsWith("regression(")) return "regression";
  return "check";
}

/** The id of a check that a gate's `features:` asks of a section. */
export function featureId(section: string, column: string): string {
  return `${section}.features.${column}`;
}

/** Whether a check of a section is one that a gate's `features:` asks for. */
export function isFeature(section: string, id: string): boolean {
  return id.startsWith(featureId(section, ""));
}

/**
 * `backfills: complete`: no live run and no failed or unfinished date is left, also none that its log counts without naming it.
 * A backfill that was never seen to run is judged by its tables: where each of them has every expected date, nothing is left to
 * do; else it is not measurable.
 */
export function completenessRequirement(
  status: BackfillStatus,
  history: DateStates,
  tables: readonly TableResult[],
): Requirement {
  const say = (state: Requirement["state"], message: string): Requirement => ({
    kind: "backfill",
    id: status.name,
    state,
    message,
  });
  if (status.state === "running" || status.state === "stalled")
    return say("not-met", `${status.name} is still running (PID ${status.pid ?? "unknown"}).`);
  if (status.state === "waiting")
    return say("not-met", `${status.name} comes after ${status.waitingFor.join(" and ")}, which has not ended.`);
  if (status.state === "unknown")
    return say("not-measurable", `Whether ${status.name} is running cannot be told. ${status.reason ?? ""}`.trim());
  const left = history.failed.length + history.unfinished.length;
  if (left > 0)
    return say(
      "not-met",
      `${status.name} has ${counted(left, "date")} left: ${history.failed.length} failed, ${history.unfinished.length} unfinished.`,
    );
  if (status.state === "failed")
    return say("not-met", `The last run of ${status.name} failed. ${status.reason ?? ""}`.trim());
  if (status.state === "partial" && !hasOnlyUnexpectedLeft(status))
    return say("not-met", `The last run of ${status.name} left dates unfinished. ${status.reason ?? ""}`.trim());
  // A run that died before its last date, or whose dates nobody knows, has left some, whatever earlier runs filled.
  const diedEarly = status.state === "died" && (status.total === null || status.done < status.total);
  const known = history.succeeded.length > 0 && !diedEarly;
  const whole =
    tables.length > 0 &&
    tables.every((table) => table.dates.expected !== null && table.dates.missing.length === 0 && table.rows !== null);
  if (known || whole)
    return say(
      "met",
      known
        ? `${status.name} has no failed or unfinished date.`
        : `${status.name} was never seen to run; its tables have every expected date.`,
    );
  if (status.state === "died")
    return say("not-met", `The last run of ${status.name} died. ${status.reason ?? ""}`.trim());
  return say("not-measurable", `${status.name} was never seen to run, so whether dates are left cannot be told.`);
}

/** Nothing is left over all runs although the last one names open dates: nobody expects these. */
function hasOnlyUnexpectedLeft({ total, done, failedDates, unfinishedDates }: BackfillStatus): boolean {
  const named = failedDates.length + unfinishedDates.length;
  return named > 0 && (total === null || total <= done + named);
}

/**
 * Sources that say different things of a backfill: which of them is right cannot be told, so neither can its completeness. That it
 * ended well without a closing summary leaves nothing open.
 */
export function disagreementRequirements(name: string, disagreements: readonly Disagreement[]): Requirement[] {
  return disagreements
    .filter((one) => one.with !== "exit code")
    .map(({ message }) => ({
      kind: "disagreement",
      id: name,
      state: "not-measurable",
      message: `${name}: ${message}`,
    }));
}

/** `min_success_rate`: share of dates whose latest state is success; exact in integers. */
export function successRateRequirement(
  id: string,
  bound: { units: bigint; scale: number },
  text: string,
  history: DateStates,
  backfill: string,
): Requirement {
  const total = history.succeeded.length + history.failed.length + history.unfinished.length;
  const say = (state: Requirement["state"], message: string): Requirement => ({ kind: "backfill", id, state, message });
  if (total === 0)
    return say("not-measurable", `No date of ${backfill} is on record, so its success rate cannot be told.`);
  const reached = BigInt(history.succeeded.length) * 100n * 10n ** BigInt(bound.scale) >= bound.units * BigInt(total);
  return say(
    reached ? "met" : "not-met",
    `${history.succeeded.length} of ${total} dates of ${backfill} succeeded; ${text} % must.`,
  );
}

/** `timeout_hours`: how long the latest run took. */
export function timeoutRequirement(id: string, hours: number, status: BackfillStatus): Requirement {
  const say = (state: Requirement["state"], message: string): Requirement => ({ kind: "backfill", id, state, message });
  if (status.elapsedMs === null) return say("not-measurable", `How long ${status.name} ran is not on record.`);
  const took = status.elapsedMs / 3_600_000;
  return say(
    took <= hours ? "met" : "not-met",
    `The latest run of ${status.name} took ${durationText(status.elapsedMs)}; at most ${durationText(hours * 3_600_000)} is allowed.`,
  );
}

/** A validator's exit code: 0 is met, 126 and 127 mean that it could not be run at all, anything else is not met. */
export function validatorRequirement(
  name: string,
  run: { exitCode: number | null; reason: string | null; log: string | null } | null,
): Requirement {
  const say = (state: Requirement["state"], message: string): Requirement => ({
    kind: "validator",
    id: name,
    state,
    message,
  });
  if (run === null) return say("not-measurable", `The validator ${name} has not run.`);
  const log = run.log === null ? "" : ` Its output is in ${run.log}.`;
  if (run.exitCode === 0) return say("met", `The validator ${name} passed.`);
  if (run.exitCode === null || run.exitCode === 126 || run.exitCode === 127)
    return say(
      "not-measurable",
      `The validator ${name} gave no answer: ${run.reason ?? (run.exitCode === null ? "it was stopped" : `it could not be run (exit code ${run.exitCode})`)}.${log}`,
    );
  return say("not-met", `The validator ${name} failed with exit code ${run.exitCode}.${log}`);
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
