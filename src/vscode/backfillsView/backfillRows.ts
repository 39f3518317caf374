import type { BackfillState, BackfillStatus } from "../../core/backfills/status";
import type { StatusSnapshot } from "../../core/backfills/status";
import { endRemarks } from "../../core/report/backfillSentences";
import { countedText, countText } from "../../core/report/numbers";
import { clockText, durationText, etaText, fullMomentText, momentText } from "../../core/report/times";
import { isAlive } from "../facts";
import { backfillIcons } from "../rows/icons";
import { tooltipText, tooltip } from "../rows/tooltip";
import type { Row } from "../rows/row";
import { backfillDetailRows } from "./backfillDetailRows";

/** Most urgent first: what needs a person, then what runs, then what waits, then what is done. */
const urgency: readonly BackfillState[] = [
  "died",
  "failed",
  "stalled",
  "partial",
  "running",
  "unknown",
  "waiting",
  "succeeded",
  "idle",
];

/** A row for each declared backfill. */
export function backfillRows(snapshot: StatusSnapshot, now: Date): Row[] {
  return urgentFirst(snapshot.backfills).map((status) => backfillRow(status, now));
}

export function urgentFirst(backfills: readonly BackfillStatus[]): BackfillStatus[] {
  return [...backfills].sort((a, b) => urgency.indexOf(a.state) - urgency.indexOf(b.state));
}

function backfillRow(status: BackfillStatus, now: Date): Row {
  const description = backfillDescription(status, now);
  return {
    id: `backfill ${status.name}`,
    label: status.name,
    description,
    icon: backfillIcons[status.state],
    tooltip: backfillTooltip(status),
    context: backfillContext(status),
    subject: { kind: "backfill", name: status.name },
    spoken: [status.name, description.startsWith(status.state) ? "" : status.state, description]
      .filter(Boolean)
      .join(", "),
    children: backfillDetailRows(status, now),
    expanded: needsPerson(status) || status.state === "running",
  };
}

/** Whether somebody has to do something about it now. */
export function needsPerson(status: BackfillStatus): boolean {
  return ["died", "failed", "stalled", "partial"].includes(status.state);
}

/** State words for menus: `backfill partial retryable log`. */
function backfillContext(status: BackfillStatus): string {
  const dates = status.failedDates.length + status.unfinishedDates.length;
  const words = ["backfill", status.state];
  if (isAlive(status)) words.push("alive");
  else words.push("startable");
  if (dates > 0 && !isAlive(status)) words.push("retryable");
  if (status.log !== null) words.push("log");
  return words.join(" ");
}

/** `38 % · ends 16:04–16:12 · 15 workers`, `died 12:10, 41 dates unfinished`, `waiting for team_offense`. */
export function backfillDescription(status: BackfillStatus, now: Date): string {
  switch (status.state) {
    case "running":
      return joined(progressText(status), status.eta && `ends ${etaText(status.eta, now)}`, workersText(status));
    case "stalled":
      return joined("stalled", progressText(status), workersText(status));
    case "waiting":
      return status.waitingFor.length > 0 ? `waiting for ${status.waitingFor.join(", ")}` : "waiting";
    case "died":
    case "failed":
      return [`${status.state}${endedText(status, now)}${exitText(status)}`, leftText(status)]
        .filter(Boolean)
        .join(", ");
    case "partial":
      return joined([status.state, leftText(status)].filter(Boolean).join(": "), `ended${endedText(status, now)}`);
    case "succeeded":
      return joined(`succeeded${endedText(status, now)}`, countedText(status.done, "date"));
    case "idle":
      return "never seen to run";
    case "unknown":
      return "could not be told";
  }
}

function exitText({ state, exitCode }: BackfillStatus): string {
  return state === "failed" && exitCode !== null ? ` with exit code ${exitCode}` : "";
}

/** `63 %`: dates tried, of those it has. Rounded down, so that 100 % means all of them. */
export function progressText(status: BackfillStatus): string | null {
  if (status.total === null || status.total === 0) return status.done > 0 ? countedText(status.done, "date") : null;
  return `${Math.floor(((status.done + status.failed) * 100) / status.total)} %`;
}

function workersText(status: BackfillStatus): string | null {
  return status.workers === null ? null : countedText(status.workers, "worker");
}

function endedText(status: BackfillStatus, now: Date): string {
  if (status.startedAt === null || status.elapsedMs === null) return "";
  return ` ${momentText(new Date(Date.parse(status.startedAt) + status.elapsedMs).toISOString(), now)}`;
}

function leftText(status: BackfillStatus): string {
  const failed = status.failedDates.length > 0 ? `${countedText(status.failedDates.length, "date")} failed` : "";
  const unfinished =
    status.unfinishedDates.length > 0 ? `${countedText(status.unfinishedDates.length, "date")} unfinished` : "";
  return [failed, unfinished].filter(Boolean).join(", ");
}

function joined(...parts: readonly (string | null)[]): string {
  return parts.filter(Boolean).join(" · ");
}

function backfillTooltip(status: BackfillStatus): string {
  const { eta } = status;
  return tooltip(
    `**${tooltipText(status.name)}**: ${status.state}`,
    status.reason !== null && tooltipText(status.reason),
    status.startedAt !== null &&
      `Started ${fullMomentText(status.startedAt)}${status.elapsedMs === null ? "" : `, ${durationText(status.elapsedMs)} ${isAlive(status) ? "so far" : "long"}`}`,
    status.total !== null &&
      `${countText(status.done)} done, ${countText(status.failed)} failed, of ${countedText(status.total, "date")}`,
    status.records !== null && countedText(status.records, "record"),
    eta &&
      `Ends between ${clockText(eta.optimistic)} and ${clockText(eta.conservative)} (${eta.confidence} confidence), if it goes on like this`,
    ...endRemarks(status).map(tooltipText),
    status.pid !== null && isAlive(status) && `Process ${status.pid}`,
    status.exitCode !== null && `Exit code ${status.exitCode}`,
    status.log !== null && `Log ${tooltipText(status.log)}`,
  );
}
