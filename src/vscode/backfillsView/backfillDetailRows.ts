import { followUpsText } from "../../core/alerts/followUp";
import type { BackfillStatus } from "../../core/backfills/status";
import type { CalendarDate } from "../../core/calendar";
import { countedText } from "../../core/report/numbers";
import { datesText, momentText } from "../../core/report/times";
import { isAlive } from "../facts";
import { plainIcons } from "../rows/icons";
import { tooltipText, tooltip } from "../rows/tooltip";
import type { Row, RowIcon } from "../rows/row";

/** More dates than this are told by month. */
const mostDates = 14;

/** What stands below a backfill: its dates by what became of them, then what else is known of the run. */
export function backfillDetailRows(status: BackfillStatus, now: Date): Row[] {
  const { name } = status;
  const rows: Row[] = [];
  if (status.failedDates.length > 0) rows.push(datesRow(status, "failed", status.failedDates, plainIcons.failedDates));
  if (status.unfinishedDates.length > 0)
    rows.push(datesRow(status, "unfinished", status.unfinishedDates, plainIcons.unfinishedDates));
  if (status.done > 0) rows.push(plainRow(name, "done", countedText(status.done, "date"), plainIcons.doneDates));
  const pending = pendingDates(status);
  if (pending > 0) rows.push(plainRow(name, "to come", countedText(pending, "date"), plainIcons.pendingDates));
  return [...rows, ...informationRows(status, now)];
}

/** Dates that a live run has yet to try; 0 where that is not known. */
function pendingDates(status: BackfillStatus): number {
  return isAlive(status) && status.total !== null ? Math.max(0, status.total - status.done - status.failed) : 0;
}

function informationRows(status: BackfillStatus, now: Date): Row[] {
  const { name } = status;
  const rows: Row[] = [];
  const inform = (label: string, description: string, more: Partial<Row> = {}): number =>
    rows.push({ ...plainRow(name, label, description, plainIcons.information), ...more });
  // What one asks next of a run that broke; that of a partial one only counts its dates, which stand above.
  if (status.reason !== null && status.state !== "partial") inform("why", status.reason);
  if (status.waitingFor.length > 0 && status.state !== "waiting") inform("waits for", status.waitingFor.join(", "));
  if (status.startedAt !== null) inform("started", startedText(status, now));
  for (const fix of status.staleCode)
    inform("older code", `without fix ${fix.commit}, made ${momentText(fix.at, now)}`, {
      id: `backfill ${name} without ${fix.commit}`,
      icon: plainIcons.failedDates,
    });
  const told = status.reason?.includes("exit code") ?? false;
  if (status.exitCode !== null && !told) inform("exit code", String(status.exitCode));
  for (const followUp of status.followUps ?? [])
    inform("then", followUpsText([followUp]), { id: `backfill ${name} then ${followUp.step}` });
  if (status.log !== null)
    inform("log", status.log, {
      icon: plainIcons.log,
      context: "log",
      subject: { kind: "backfill", name },
      location: { file: status.log, line: 1, column: 1 },
    });
  return rows;
}

function startedText(status: BackfillStatus, now: Date): string {
  const process = status.pid !== null && isAlive(status) ? `, process ${status.pid}` : "";
  return `${status.startedAt === null ? "" : momentText(status.startedAt, now)}${process}`;
}

function datesRow(status: BackfillStatus, word: string, dates: readonly CalendarDate[], icon: RowIcon): Row {
  const id = `backfill ${status.name} ${word}`;
  return {
    id,
    label: word,
    description: countedText(dates.length, "date"),
    icon,
    tooltip: tooltip(`**${word}**`, tooltipText(datesText(dates, 40))),
    context: `dates ${word}${isAlive(status) ? "" : " retryable"}`,
    subject: { kind: "backfill", name: status.name },
    children:
      dates.length <= mostDates ? dates.map((date) => ({ id: `${id} ${date}`, label: date })) : monthRows(id, dates),
  };
}

function monthRows(id: string, dates: readonly CalendarDate[]): Row[] {
  const months = new Set(dates.map((date) => date.slice(0, 7)));
  return [...months].map((month) => {
    const ofMonth = dates.filter((date) => date.startsWith(month));
    return {
      id: `${id} ${month}`,
      label: month,
      description: countedText(ofMonth.length, "date"),
      children: ofMonth.map((date) => ({ id: `${id} ${date}`, label: date })),
    };
  });
}

function plainRow(name: string, label: string, description: string, icon: RowIcon): Row {
  return {
    id: `backfill ${name} ${label}`,
    label,
    description,
    icon,
    tooltip: tooltip(`**${label}**`, tooltipText(description)),
    context: "fact",
  };
}
