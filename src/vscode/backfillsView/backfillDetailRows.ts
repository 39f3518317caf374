import { followUpsText } from "../../core/alerts/followUp";
import type { BackfillStatus } from "../../core/backfills/status";
import { recordsText, staleCodeText } from "../../core/report/backfillDates";
import { momentText } from "../../core/report/times";
import { isAlive } from "../facts";
import { plainIcons } from "../rows/icons";
import { tooltip, tooltipText } from "../rows/tooltip";
import type { Row } from "../rows/row";
import { backfillDateRows } from "./backfillDateRows";
import { earlierRunRows } from "./earlierRunRows";

/** What stands below a run: its dates, then what else is known of it. `id` is that of its own row. */
export function backfillDetailRows(status: BackfillStatus, id: string, now: Date): Row[] {
  return [
    ...backfillDateRows(status, id),
    ...warningRows(status, id, now),
    ...informationRows(status, id, now),
    ...earlierRunRows(status, id, now),
  ];
}

/** What somebody should know before they trust the rows that the run writes. */
function warningRows(status: BackfillStatus, id: string, now: Date): Row[] {
  const warn = (label: string, text: string, number: number): Row => ({
    ...factRow(`${id} ${label} ${number}`, label, text),
    icon: plainIcons.caution,
  });
  return [
    ...(status.leftOutRemark === null ? [] : [warn("left out", status.leftOutRemark, 0)]),
    ...status.disagreements.map((text, number) => warn("sources differ", text, number)),
    ...status.staleCode.map((stale, number) => warn("older code", staleCodeText(status, stale, now), number)),
    ...status.untoldFixes.map((text, number) => warn("code not known", text, number)),
  ];
}

function informationRows(status: BackfillStatus, id: string, now: Date): Row[] {
  const rows: Row[] = [];
  const inform = (label: string, description: string, more: Partial<Row> = {}): number =>
    rows.push({ ...factRow(`${id} ${label}`, label, description), ...more });
  // What one asks next of a run that broke; that of a partial one only counts its dates, which stand above.
  const why = status.leftOutRemark === null ? status.reason : status.reason?.replace(status.leftOutRemark, "").trim();
  if (why && status.state !== "partial") inform("why", why);
  // What has ended waits for nothing.
  if (status.waitingFor.length > 0 && status.state !== "waiting" && isAlive(status))
    inform("waits for", status.waitingFor.join(", "));
  if (status.children.length > 0) inform("started by it", status.children.join(", "));
  if (status.startedAt !== null) inform("started", startedText(status, now));
  if (status.expectedRecords !== null && status.startedAt !== null) inform("records", recordsText(status));
  const told = status.reason?.includes("exit code") ?? false;
  if (status.exitCode !== null && !told) inform("exit code", String(status.exitCode));
  for (const followUp of status.followUps ?? [])
    inform("then", followUpsText([followUp]), { id: `backfill ${status.name} then ${followUp.step}` });
  if (status.log !== null)
    inform("log", status.log, {
      icon: plainIcons.log,
      context: "log",
      subject: { kind: "backfill", name: status.name, log: status.log },
      opensLog: true,
    });
  return rows;
}

function startedText(status: BackfillStatus, now: Date): string {
  const process = status.pid !== null && isAlive(status) ? `, process ${status.pid}` : "";
  const fixes = status.fixesBefore.map(({ commit, at }) => `, after fix ${commit} (${momentText(at, now)})`);
  return `${status.startedAt === null ? "" : momentText(status.startedAt, now)}${process}${fixes.join("")}`;
}

function factRow(id: string, label: string, description: string): Row {
  return {
    id,
    label,
    description,
    icon: plainIcons.information,
    tooltip: tooltip(`**${label}**`, tooltipText(description)),
    context: "fact",
  };
}
