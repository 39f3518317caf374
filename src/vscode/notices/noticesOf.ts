import type { BackfillStatus } from "../../core/backfills/status";
import type { GateDecision } from "../../core/gate/decision";
import { countedText } from "../../core/report/numbers";
import type { TrainingResult } from "../../core/training/judgement";
import { runsOf, type Run } from "../../app/runs";
import type { Facts } from "../facts";
import { judgementText } from "../gatesView/trainingRow";
import { endText } from "../gatesView/validatorRow";
import type { Subject } from "../rows/row";
import type { Notice, NoticeAction } from "./notice";

/**
 * Everything since `since` that a person should hear of: what ended, failed or stalled, and decisions that changed. Tells
 * the same each time; whoever shows them remembers which were told.
 */
export function noticesOf(facts: Facts, since: Date): Notice[] {
  const recent = (at: string): boolean => Date.parse(at) >= since.getTime();
  const ended = runsOf(facts.runs).filter((run) => run.ended && recent(run.ended.endedAt));
  return [
    ...ended.flatMap((run) => runNotice(run, facts) ?? []),
    ...stalledNotices(facts),
    ...facts.trainings.filter((result) => recent(result.endedAt ?? result.startedAt)).map(trainingNotice),
    ...changedDecisions(facts.decisions)
      .filter((decision) => recent(decision.receipt.at))
      .map(decisionNotice),
  ];
}

function runNotice(run: Run, facts: Facts): Notice | null {
  const { started } = run;
  const id = `ended ${started.id}`;
  switch (started.kind) {
    case "backfill":
      return backfillNotice(id, run, facts);
    case "validator":
      return isDecidedUpon(run, facts) ? null : validatorNotice(id, run);
    case "training":
      // Told when it is judged, which says more.
      return null;
  }
}

/** Whether a gate has taken the run into account: then its decision is the news. */
function isDecidedUpon({ started }: Run, { decisions }: Facts): boolean {
  return decisions.some(
    ({ receipt, requirements }) =>
      receipt.at >= started.startedAt &&
      requirements.some(({ kind, id }) => kind === "validator" && id === started.name),
  );
}

function backfillNotice(id: string, { started, ended }: Run, facts: Facts): Notice | null {
  const status = facts.snapshot?.backfills.find((backfill) => backfill.name === started.name);
  // The row speaks of the latest run: an earlier one is old news. While the row still shows it alive, the next look tells.
  if (status?.startedAt !== started.startedAt) return null;
  const subject: Subject = { kind: "backfill", name: started.name };
  const told = backfillEnd(status, ended?.signal ?? null);
  return told && { id, ...told, actions: told.actions.map((action) => ({ ...action, subject })) };
}

function backfillEnd(status: BackfillStatus, signal: string | null): Omit<Notice, "id"> | null {
  const left = status.failedDates.length + status.unfinishedDates.length;
  const openLog: NoticeAction = { title: "Open Log", command: "openLog" };
  const retry: NoticeAction = { title: "Retry Failed Dates", command: "retryFailedDates" };
  const afterwards = left > 0 ? [retry, openLog] : [openLog];
  const leftText = left > 0 ? ` ${countedText(left, "date is", "dates are")} left to do.` : "";
  const why = status.reason === null ? "" : ` ${status.reason}`;
  switch (status.state) {
    case "succeeded":
      return {
        severity: "information",
        message: `${status.name} has finished: ${countedText(status.done, "date")} done.`,
        actions: [{ title: "Validate", command: "validate" }],
      };
    case "partial":
      return {
        severity: "warning",
        message: `${status.name} has ended.${leftText}`,
        actions: afterwards,
      };
    case "failed":
      return {
        severity: "error",
        message: `${status.name} failed with exit code ${status.exitCode}.${leftText}`,
        actions: [openLog, ...(left > 0 ? [retry] : [])],
      };
    case "died":
      // Ctrl+C and Stop Backfill send it: a person wanted this end.
      if (signal === "SIGINT")
        return { severity: "information", message: `${status.name} was stopped.${leftText}`, actions: afterwards };
      return { severity: "error", message: `${status.name} died.${why || leftText}`, actions: afterwards };
    default:
      return null;
  }
}

function stalledNotices({ snapshot }: Facts): Notice[] {
  return (snapshot?.backfills ?? [])
    .filter((status) => status.state === "stalled")
    .map((status) => ({
      id: `stalled ${status.name} ${status.startedAt} ${status.done}`,
      severity: "warning",
      message: `${status.name} has stalled: it is alive, and has paused for longer than ever before.`,
      actions: [{ title: "Open Log", command: "openLog", subject: { kind: "backfill", name: status.name } }],
    }));
}

function validatorNotice(id: string, run: Run): Notice {
  const subject: Subject = { kind: "validator", name: run.started.name };
  const passed = run.ended?.exitCode === 0;
  return {
    id,
    severity: passed ? "information" : "error",
    message: `Validator ${run.started.name} ${passed ? "passed" : "did not pass"}: ${endText(run)}.`,
    actions: [
      passed ? { title: "Decide Gate", command: "decideGate" } : { title: "Open Log", command: "openLog", subject },
    ],
  };
}

function trainingNotice(result: TrainingResult): Notice {
  const subject: Subject = { kind: "training", name: result.training };
  const missed = result.criteria.find((criterion) => criterion.state !== "met");
  return {
    id: `judged ${result.runId}`,
    severity: result.verdict === "met" ? "information" : result.verdict === "not-met" ? "error" : "warning",
    message: `Training ${result.training} ${judgementText(result)}.${missed ? ` ${missed.message}` : ""}`,
    actions: [
      { title: "Open Report", command: "openReport" },
      { title: "Open Log", command: "openLog", subject },
    ],
  };
}

/** Decisions that differ from the one of the same gate before them; a gate's first one is told too. */
function changedDecisions(decisions: readonly GateDecision[]): GateDecision[] {
  const last = new Map<string, GateDecision["decision"]>();
  return decisions.filter(({ gate, decision }) => {
    const changed = last.get(gate) !== decision;
    last.set(gate, decision);
    return changed;
  });
}

/** What a decision says, with the step that follows from it. */
export function decisionNotice(decision: GateDecision): Notice {
  const { gate, blockers, receipt } = decision;
  const first = blockers[0];
  const more = blockers.length > 1 ? ` And ${countedText(blockers.length - 1, "more blocker")}.` : "";
  return {
    id: `decided ${receipt.id}`,
    severity: decision.decision === "GO" ? "information" : "warning",
    message: `${gate} is ${decision.decision}${decision.provisional ? ", provisionally" : ""}.${first ? ` ${first.message}${more}` : ""}`,
    actions: [
      ...(decision.decision === "GO" ? [{ title: "Train", command: "train" } as const] : []),
      { title: "Open Report", command: "openReport" },
    ],
  };
}
