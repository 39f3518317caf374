import type { BackfillState, BackfillStatus } from "../backfills/status";
import { countedText } from "../report/numbers";
import { momentText } from "../report/times";
import type { Alert, AlertStep, AlertSubject } from "./alert";
import type { EndedRun, News } from "./news";
import { recordCounts } from "./recordCounts";

/** That a backfill has ended, and how; null while its row does not tell it yet. */
export function endedAlert(run: EndedRun, news: News): Alert | null {
  const row = news.rows.find(({ name }) => name === run.name);
  if (row === undefined) return null;
  if (row.startedAt !== run.startedAt) return besideAnother(run, row, news);
  const about: AlertSubject = { kind: "backfill", name: run.name };
  const declared = news.pipeline.backfills[run.name];
  const told = howItEnded(endingOf(row), run, {
    canRetry: declared?.retry !== null,
    isFollowed: declared?.then.some(({ kind }) => kind === "validate") ?? false,
  });
  if (told === null) return null;
  const filled = { tables: declared?.tables ?? [], expectedRecords: declared?.expectedRecords ?? null };
  return {
    ...told,
    id: `ended ${run.id}`,
    at: run.endedAt,
    about,
    details: recordCounts(row, filled, news.validation, run.endedAt, news.now),
    steps: told.steps.map((step) => ({ ...step, subject: about })),
  };
}

/**
 * Of a run beside which another one went on: the row speaks of that. One that was over before the other began is old news, and while
 * it is not among the earlier runs yet, the next look tells.
 */
function besideAnother(run: EndedRun, row: BackfillStatus, { now, timeZone }: News): Alert | null {
  const earlier = row.earlierRuns.find(({ startedAt }) => startedAt === run.startedAt);
  if (earlier === undefined || row.startedAt === null) return null;
  if (Date.parse(run.endedAt) <= Date.parse(row.startedAt)) return null;
  const { state, exitCode, done, failed, unfinished, log } = earlier;
  const name = `The run of ${run.name} that began at ${momentText(run.startedAt, now, timeZone)}`;
  const ending = { name, state, exitCode, done, left: failed + unfinished, reason: null };
  const told = howItEnded(ending, run, { canRetry: false, isFollowed: true });
  const about: AlertSubject = { kind: "backfill", name: run.name };
  const steps: AlertStep[] = log === null ? [] : [{ ...openLog, subject: { ...about, log } }];
  return told && { ...told, id: `ended ${run.id}`, at: run.endedAt, about, details: [], steps };
}

/** What there is to say of an end. */
type Ending = {
  /** Who ended, as a sentence begins. */
  readonly name: string;
  readonly state: BackfillState;
  readonly exitCode: number | null;
  readonly done: number;
  /** Failed and unfinished dates. */
  readonly left: number;
  readonly reason: string | null;
};

function endingOf({ failedDates, unfinishedDates, ...row }: BackfillStatus): Ending {
  return { ...row, left: failedDates.length + unfinishedDates.length };
}

type Told = Pick<Alert, "event" | "severity" | "message" | "steps">;

const openLog: AlertStep = { title: "Open Log", command: "openLog" };

function howItEnded(
  row: Ending,
  { signal, stopped }: EndedRun,
  { canRetry, isFollowed }: { readonly canRetry: boolean; readonly isFollowed: boolean },
): Told | null {
  const { left } = row;
  const retry: AlertStep[] = canRetry ? [{ title: "Retry Failed Dates", command: "retryFailedDates" }] : [];
  const show: AlertStep = { title: "Show Failed Dates", command: "showFailedDates" };
  const afterwards = left > 0 ? [...retry, show, openLog] : [openLog];
  const leftText = left > 0 ? ` ${countedText(left, "date is", "dates are")} left to do.` : "";
  // Ctrl+C sends SIGINT: as where a run was asked to stop, a person wanted this end.
  const wanted =
    (stopped && (row.state === "failed" || row.state === "died")) || (row.state === "died" && signal === "SIGINT");
  if (wanted)
    return {
      event: "failure",
      severity: "information",
      message: `${row.name} was stopped.${leftText}`,
      steps: afterwards,
    };
  switch (row.state) {
    case "succeeded":
      return {
        event: "completion",
        severity: "information",
        message: `${row.name} has finished: ${countedText(row.done, "date")} done.`,
        // What follows by itself need not be asked for.
        steps: isFollowed ? [openLog] : [{ title: "Validate", command: "validate" }, openLog],
      };
    case "partial":
      return {
        event: "completion",
        severity: "warning",
        message: `${row.name} has ended.${leftText}`,
        steps: afterwards,
      };
    case "failed":
      return {
        event: "failure",
        severity: "error",
        message: `${row.name} failed with exit code ${row.exitCode}.${leftText}`,
        steps: [openLog, ...(left > 0 ? [...retry, show] : [])],
      };
    case "died":
      return {
        event: "failure",
        severity: "error",
        message: `${row.name} died.${row.reason === null ? leftText : ` ${row.reason}`}`,
        steps: afterwards,
      };
    default:
      return null;
  }
}
