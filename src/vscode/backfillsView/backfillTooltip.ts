import type { BackfillStatus } from "../../core/backfills/status";
import { endRemarks } from "../../core/report/backfillSentences";
import { recordsText, staleCodeText } from "../../core/report/backfillDates";
import { bytesText, countedText, countText } from "../../core/report/numbers";
import { clockText, datesText, durationText, fullMomentText } from "../../core/report/times";
import { isAlive } from "../facts";
import { tooltipText, tooltip } from "../rows/tooltip";

/** The whole story of a run. */
export function backfillTooltip(status: BackfillStatus, now: Date): string {
  const { eta } = status;
  const records = recordsText(status);
  return tooltip(
    `**${tooltipText(status.name)}**: ${status.state}`,
    status.reason !== null && tooltipText(status.reason),
    status.startedAt !== null &&
      `Started ${fullMomentText(status.startedAt)}${status.elapsedMs === null ? "" : `, ${durationText(status.elapsedMs)} ${isAlive(status) ? "so far" : "long"}`}`,
    status.total !== null &&
      `${countText(status.done)} done, ${countText(status.failed)} failed, of ${countedText(status.total, "date")}`,
    status.runningDates.length > 0 && `Working on ${datesText(status.runningDates, 8)}`,
    records !== "" && `Records: ${records}`,
    eta &&
      !status.suspended &&
      `Ends between ${clockText(eta.optimistic)} and ${clockText(eta.conservative)} (${eta.confidence} confidence), if it goes on like this`,
    ...endRemarks(status).map(tooltipText),
    status.waitingFor.length > 0 &&
      (status.state === "waiting" || isAlive(status)) &&
      `Waits for ${tooltipText(status.waitingFor.join(", "))}`,
    status.children.length > 0 && `Started by it: ${tooltipText(status.children.join(", "))}`,
    status.pid !== null && isAlive(status) && `Process ${status.pid}${processText(status)}`,
    status.suspended && "It was stopped by a signal, and does nothing until it is continued",
    ...status.disagreements.map(tooltipText),
    ...status.staleCode.map((stale) => tooltipText(staleCodeText(status, stale, now))),
    ...status.untoldFixes.map(tooltipText),
    status.exitCode !== null && `Exit code ${status.exitCode}`,
    status.log !== null && `Log ${tooltipText(status.log)}`,
  );
}

/** `, 15 workers, 240 % of a processor, 1.2 GB of memory`. */
function processText(status: BackfillStatus): string {
  const { cpuPercent, memoryBytes } = status;
  return [
    status.workers === null ? null : countedText(status.workers, "worker"),
    cpuPercent === null ? null : `${Math.round(cpuPercent)} % of a processor`,
    memoryBytes === null ? null : `${bytesText(memoryBytes)} of memory`,
  ]
    .flatMap((part) => (part === null ? [] : [`, ${part}`]))
    .join("");
}
