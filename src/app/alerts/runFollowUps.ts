import { followUpSteps, type FollowUpRecord, type FollowUpStep } from "../../core/alerts/followUp";
import type { GateDecision } from "../../core/gate/decision";
import type { Status } from "../../core/coverage/validation";
import { verdictText } from "../../core/report/textTable";
import { failure, success, type Result } from "../../core/result";
import type { Claims } from "./alertPorts";
import { decideGate } from "../gates/decideGate";
import type { Ports } from "../ports";
import { recordId } from "../recordId";
import { runsOf, type Run } from "../backfills/runs";
import { validate } from "../coverage/validate";
import { watchedBackfills } from "../backfills/watchBackfills";
import type { Report, Workspace } from "../workspace";

/** A process that breaks off is taken over by the next so often; then that is what came out. */
const mostAttempts = 3;

/**
 * Takes the steps of `then:` after a run, once, however many are asked to: validations first, then gates. What a gate says of a run
 * that failed or died is known, so it is not asked; measuring shows what the run has left behind.
 * @returns what became of each step, also of those taken earlier or by somebody else; `unknown-name` for a run that is not on record
 */
export async function runFollowUps(
  workspace: Workspace,
  ports: Ports,
  claims: Claims,
  runId: string,
  signal: AbortSignal,
  report: Report,
): Promise<Result<FollowUpRecord[]>> {
  const run = runsOf(await ports.store.runs()).find(({ started }) => started.id === runId);
  const backfill = run && workspace.pipeline.backfills[run.started.name];
  if (!run?.ended || backfill === undefined)
    return failure("unknown-name", `No backfill's run ${runId} that has ended is on record in ${ports.store.folder}.`);
  const steps = followUpSteps(backfill, workspace.pipeline.gates);
  const claim = steps.length === 0 ? null : claims.claim("follow-up", runId);
  if (claim?.ok === false) return claim;
  if (claim?.value.kind === "claimed") {
    const { attempt, done } = claim.value;
    const broken = await hasBroken(workspace, ports, run);
    for (const step of steps) {
      if (signal.aborted) return interrupted(run);
      const kept = await take(step, { workspace, ports, run, broken, attempt, signal, report });
      if (!kept.ok) return kept;
    }
    done();
  }
  return success((await ports.store.alerts.followUps()).filter((record) => record.run === runId));
}

type Taking = {
  readonly workspace: Workspace;
  readonly ports: Ports;
  readonly run: Run;
  /** The run failed or died. */
  readonly broken: boolean;
  readonly attempt: number;
  readonly signal: AbortSignal;
  readonly report: Report;
};

async function take(step: FollowUpStep, taking: Taking): Promise<Result<void>> {
  const { ports, run, broken, attempt } = taking;
  const { alerts } = ports.store;
  const id = recordId({ run: run.started.id, step: step.step });
  const earlier = (await alerts.followUps()).find((record) => record.id === id);
  if (earlier !== undefined && earlier.state !== "started") return success(undefined);
  const keep = (said: Pick<FollowUpRecord, "state" | "text"> & Partial<FollowUpRecord>): Promise<Result<void>> =>
    alerts.keepFollowUp({
      id,
      run: run.started.id,
      backfill: run.started.name,
      step: step.step,
      at: ports.clock.now().toISOString(),
      exitCode: null,
      receipt: null,
      ...said,
    });
  if (attempt > mostAttempts)
    return keep({ state: "ended", exitCode: 2, text: `could not be done: it broke off ${mostAttempts} times` });
  if (broken && step.kind === "gate")
    return keep({ state: "skipped", text: "not asked, since the run did not finish" });
  const begun = await keep({ state: "started", text: "" });
  if (!begun.ok) return begun;
  const outcome = await outcomeOf(step, taking);
  // Nothing came out: it stays begun, and the next process takes it again.
  return taking.signal.aborted && outcome.exitCode === 2 ? interrupted(run) : keep({ state: "ended", ...outcome });
}

function interrupted({ started }: Run): Result<never> {
  return failure("interrupted", `What follows ${started.name} was interrupted.`);
}

const verdictCodes: Readonly<Record<Status, 0 | 1 | 2>> = { pass: 0, warn: 0, fail: 1, unknown: 2 };
const decisionCodes: Readonly<Record<GateDecision["decision"], 0 | 1 | 2>> = { GO: 0, "NO-GO": 1, UNDECIDED: 2 };

type Outcome = Pick<FollowUpRecord, "exitCode" | "text"> & Partial<Pick<FollowUpRecord, "receipt">>;

async function outcomeOf(step: FollowUpStep, { workspace, ports, signal, report }: Taking): Promise<Outcome> {
  if (step.kind === "validate") {
    const measured = await validate(
      workspace,
      ports,
      { byDate: true, ...(step.tables.length > 0 ? { tables: step.tables } : {}) },
      signal,
      report,
    );
    if (!measured.ok) return { exitCode: 2, text: measured.error.message };
    const { verdict, tables } = measured.value;
    return { exitCode: verdictCodes[verdict], text: verdictText(tables) };
  }
  const decided = await decideGate(workspace, ports, step.gate, signal, report);
  if (!decided.ok) return { exitCode: 2, text: decided.error.message };
  const { decision, provisional, receipt } = decided.value;
  return {
    exitCode: decisionCodes[decision],
    text: provisional ? `${decision}, provisionally` : decision,
    receipt: receipt.id,
  };
}

/** Whether a run failed or died: by its exit code where that is known, else by its row while that speaks of it. */
async function hasBroken(workspace: Workspace, ports: Ports, { started, ended }: Run): Promise<boolean> {
  if (ended !== null && (ended.exitCode !== null || ended.signal !== null)) return ended.exitCode !== 0;
  const watched = await watchedBackfills(workspace, ports);
  const row = watched.ok ? watched.value.find(({ status }) => status.name === started.name)?.status : undefined;
  return row?.startedAt !== started.startedAt || row.state === "failed" || row.state === "died";
}
