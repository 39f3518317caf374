import { exitText, judgementText } from "../report/endSentences";
import type { TrainingResult } from "../training/judgement";
import type { Alert, AlertSubject } from "./alert";
import { followUpsText, followUpSteps, type FollowUpRecord } from "./followUp";
import type { EndedRun, News } from "./news";

/**
 * That a validator has ended; null when a gate has taken the run into account, or is about to: then its decision is the news.
 */
export function validatorAlert(run: EndedRun, { decisions, followUps }: News): Alert | null {
  const isDeciding = followUps.some(
    ({ step, state, at }) => step.startsWith("gate ") && state === "started" && at <= run.startedAt,
  );
  const decided = decisions.some(
    ({ receipt, requirements }) =>
      receipt.at >= run.startedAt && requirements.some(({ kind, id }) => kind === "validator" && id === run.name),
  );
  if (decided || isDeciding) return null;
  const about: AlertSubject = { kind: "validator", name: run.name };
  const passed = run.exitCode === 0;
  return {
    id: `ended ${run.id}`,
    event: passed ? "completion" : "failure",
    severity: passed ? "information" : isUnknown(run) ? "warning" : "error",
    at: run.endedAt,
    about,
    message: isUnknown(run)
      ? `Validator ${run.name} has ended, and whether it passed is not known.`
      : `Validator ${run.name} ${passed ? "passed" : "did not pass"}: ${exitText(run)}.`,
    details: [],
    steps: [
      passed
        ? { title: "Decide Gate", command: "decideGate" }
        : { title: "Open Log", command: "openLog", subject: about },
    ],
  };
}

/** Nobody saw how it ended: neither good nor bad. */
function isUnknown({ exitCode, signal }: EndedRun): boolean {
  return exitCode === null && signal === null;
}

/** What the metrics of a training say. */
export function trainingAlert(result: TrainingResult): Alert {
  const about: AlertSubject = { kind: "training", name: result.training };
  const missed = result.criteria.find((criterion) => criterion.state !== "met");
  return {
    id: `judged ${result.runId}`,
    event: result.verdict === "met" ? "completion" : "failure",
    severity: result.verdict === "met" ? "information" : result.verdict === "not-met" ? "error" : "warning",
    at: result.endedAt ?? result.startedAt,
    about,
    message: `Training ${result.training} ${judgementText(result)}.${missed ? ` ${missed.message}` : ""}`,
    details: [],
    steps: [
      { title: "Open Report", command: "openReport" },
      { title: "Open Log", command: "openLog", subject: about },
    ],
  };
}

/** What followed the runs by `then:`, once all of it has ended. */
export function followUpAlerts({ followUps, pipeline }: Pick<News, "followUps" | "pipeline">): Alert[] {
  return [...new Set(followUps.map(({ run }) => run))].flatMap((run) => {
    const own = followUps.filter((record) => record.run === run);
    const [first] = own;
    if (first === undefined || own.some(({ state }) => state === "started") || isToGoOn(own, first.backfill, pipeline))
      return [];
    const worst = Math.max(...own.map(({ exitCode }) => (exitCode === 1 ? 2 : exitCode === 2 ? 1 : 0)));
    return [
      {
        id: `followed ${run}`,
        event: "follow-up",
        severity: worst === 0 ? "information" : "warning",
        at:
          own
            .map(({ at }) => at)
            .sort()
            .at(-1) ?? first.at,
        about: { kind: "backfill", name: first.backfill },
        message: `After ${first.backfill}: ${followUpsText(own)}.`,
        details: [],
        steps: [{ title: "Open Report", command: "openReport" }],
      } satisfies Alert,
    ];
  });
}

/** Between two steps, or where a process broke off there, all that is on record has ended, and more is to come. */
function isToGoOn(own: readonly FollowUpRecord[], name: string, { backfills, gates }: News["pipeline"]): boolean {
  const backfill = Object.hasOwn(backfills, name) ? backfills[name] : undefined;
  const steps = backfill ? followUpSteps(backfill, gates) : [];
  return steps.some(({ step }) => !own.some((record) => record.step === step));
}
