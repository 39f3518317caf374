import type { BackfillState, BackfillStatus } from "../../core/backfills/status";
import type { StatusSnapshot } from "../../core/backfills/status";
import { countedText } from "../../core/report/numbers";
import { etaText, momentText } from "../../core/report/times";
import { isAlive } from "../facts";
import { backfillIcons, plainIcons } from "../rows/icons";
import { backfillTooltip } from "./backfillTooltip";
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

/** A row for each declared backfill, and below it one for each further run of it that is alive. */
export function backfillRows(snapshot: StatusSnapshot, now: Date): Row[] {
  return urgentFirst(snapshot.backfills).flatMap((status) => [
    backfillRow(status, `backfill ${status.name}`, now),
    ...status.otherRuns.map((other) => otherRunRow(other, now)),
  ]);
}

export function urgentFirst(backfills: readonly BackfillStatus[]): BackfillStatus[] {
  return [...backfills].sort((a, b) => urgency.indexOf(a.state) - urgency.indexOf(b.state));
}

/** Of the process itself: what the menu does goes to this one. */
function otherRunRow(status: BackfillStatus, now: Date): Row {
  const row = backfillRow(status, `backfill ${status.name} ${status.pid}`, now);
  const { name, pid, log } = status;
  const subject = {
    kind: "backfill" as const,
    name,
    ...(pid === null ? {} : { pid }),
    ...(log === null ? {} : { log }),
  };
  return { ...row, subject, expanded: false };
}

function backfillRow(status: BackfillStatus, id: string, now: Date): Row {
  const description = backfillDescription(status, now);
  return {
    id,
    label: status.name,
    description,
    // What is stopped must not look as if it worked.
    icon: status.suspended ? plainIcons.suspended : backfillIcons[status.state],
    tooltip: backfillTooltip(status, now),
    context: backfillContext(status),
    subject: { kind: "backfill", name: status.name },
    spoken: [status.name, description.startsWith(status.state) ? "" : status.state, description]
      .filter(Boolean)
      .join(", "),
    children: backfillDetailRows(status, id, now),
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

/** `38 % · 15 workers · ends 16:04–16:12`, `died 12:10, 41 dates unfinished`, `waiting for team_offense`. */
export function backfillDescription(status: BackfillStatus, now: Date): string {
  switch (status.state) {
    case "running":
      return joined(
        status.suspended ? "suspended" : null,
        progressText(status),
        workersText(status),
        // Its end moves on for as long as nobody continues it.
        status.suspended ? null : status.eta && `ends ${etaText(status.eta, now)}`,
      );
    case "stalled":
      return joined("stalled", status.suspended ? "suspended" : null, progressText(status), workersText(status));
    case "waiting":
      return joined(
        status.suspended ? "suspended" : null,
        status.waitingFor.length > 0 ? `waiting for ${status.waitingFor.join(", ")}` : "waiting",
      );
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
  // That one works alone goes without saying.
  return status.workers === null || status.workers === 1 ? null : countedText(status.workers, "worker");
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
