import type { BackfillState, BackfillStatus } from "../backfills/status";
import { countedText, countText, percentageText } from "./numbers";
import { datesText, etaText } from "./times";

/** What backfills say, in words: the same in the command line, the tree, the gate and the report. */

/** A state as sign and word; the sign never stands alone. */
export const backfillWords: Readonly<Record<BackfillState, { readonly sign: string; readonly word: string }>> = {
  running: { sign: "◐", word: "running" },
  stalled: { sign: "⚠", word: "stalled" },
  waiting: { sign: "⏸", word: "waiting" },
  failed: { sign: "✕", word: "failed" },
  died: { sign: "✕", word: "died" },
  partial: { sign: "⚠", word: "partial" },
  succeeded: { sign: "✓", word: "succeeded" },
  idle: { sign: "○", word: "not started" },
  unknown: { sign: "?", word: "could not tell" },
};

/** True while its process is there and may write. */
export function isAlive(status: Pick<BackfillStatus, "state" | "pid">): boolean {
  return (
    status.state === "running" || status.state === "stalled" || (status.state === "waiting" && status.pid !== null)
  );
}

/** `38 %` of the dates it was asked to fill, failed ones not counted; `—` while the total is not known. */
export function progressText(status: Pick<BackfillStatus, "done" | "total">): string {
  return percentageText({ observed: null, numerator: status.done, denominator: status.total });
}

/** `353 of 944`, `353 + 6 failed of 944`; a question mark stands for a total that is not known. */
export function doneText(status: Pick<BackfillStatus, "done" | "failed" | "total">): string {
  const failed = status.failed === 0 ? "" : ` + ${countText(status.failed)} failed`;
  return `${countText(status.done)}${failed} of ${status.total === null ? "?" : countText(status.total)}`;
}

/** `running, 15 workers`, `waiting for team_offense`, `died, 41 dates unfinished`, `failed with exit code 2`. */
export function stateText(status: BackfillStatus): string {
  const { word } = backfillWords[status.state];
  if (status.state === "waiting" && status.waitingFor.length > 0) return `waiting for ${status.waitingFor.join(", ")}`;
  const exit = status.state === "failed" && status.exitCode !== null ? ` with exit code ${status.exitCode}` : "";
  // That one works alone goes without saying.
  const workers = isAlive(status) && (status.workers ?? 1) > 1 ? `, ${countedText(status.workers ?? 1, "worker")}` : "";
  const failed = status.failedDates.length > 0 ? `, ${countedText(status.failedDates.length, "date")} failed` : "";
  const unfinished =
    status.unfinishedDates.length > 0 ? `, ${countedText(status.unfinishedDates.length, "date")} unfinished` : "";
  return word + exit + workers + (isAlive(status) ? "" : failed + unfinished);
}

/** `ends 16:04–16:12`; empty where no end can be told. */
export function endText(status: Pick<BackfillStatus, "eta">, now: Date, timeZone?: string): string {
  return status.eta === null ? "" : `ends ${etaText(status.eta, now, timeZone)}`;
}

/** What has to be known of the end that is told, a sentence each: where it comes from, and how often such an end held. */
export function endRemarks({ eta, forecasts }: Pick<BackfillStatus, "eta" | "forecasts">): string[] {
  if (eta === null) return [];
  const score = forecasts && `The conservative end held ${forecasts.held} of ${countedText(forecasts.judged, "time")}.`;
  return [eta.remark ?? null, score].filter((remark) => remark !== null);
}

/** One sentence about a backfill that needs a person or keeps writing; undefined for one that does neither. */
export function backfillSentence(status: BackfillStatus, now: Date, timeZone?: string): string | undefined {
  const { name } = status;
  switch (status.state) {
    case "running": {
      const end = endText(status, now, timeZone);
      return `${name} is still being written: ${doneText(status)} dates${end && `, ${end}`}.`;
    }
    case "partial":
      return `${name} ${stateText(status)}${datesInBrackets(status)}.`;
    case "stalled":
    case "failed":
    case "died":
      return `${name} ${stateText(status)}${datesInBrackets(status)}.${status.reason === null ? "" : ` ${status.reason}`}`;
    case "unknown":
      return `Whether ${name} runs could not be told${status.reason === null ? "." : `: ${status.reason}`}`;
    case "waiting":
    case "succeeded":
    case "idle":
      return undefined;
  }
}

function datesInBrackets(status: BackfillStatus): string {
  const dates = [...status.failedDates, ...status.unfinishedDates].sort();
  return dates.length === 0 || isAlive(status) ? "" : ` (${datesText(dates, 6)})`;
}
