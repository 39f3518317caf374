import type { BackfillState, BackfillStatus } from "../core/backfills/status";
import { backfillWords, doneText, progressText, stateText } from "../core/report/backfillSentences";
import { datesText, durationText, etaText, fullMomentText } from "../core/report/times";
import { inlineAction, type Perform } from "./actionButton";
import { cell, element, section, table, type Child } from "./element";
import { icon, type IconName } from "./icons";
import { momentElement } from "./momentElement";

const icons: Readonly<Record<BackfillState, IconName>> = {
  running: "running",
  stalled: "warn",
  waiting: "waiting",
  failed: "fail",
  died: "fail",
  partial: "warn",
  succeeded: "pass",
  idle: "none",
  unknown: "unknown",
};

/** Each backfill as it was when the report was made; null when none is declared. */
export function backfillTable(backfills: readonly BackfillStatus[], at: string, perform: Perform): HTMLElement | null {
  if (backfills.length === 0) return null;
  const now = new Date(at);
  const titles = [
    { title: "Backfill" },
    { title: "State" },
    { title: "Dates done", number: true },
    { title: "Started", number: true },
    { title: "Duration", number: true },
    { title: "Ends", number: true },
    { title: "PID", number: true },
    { title: "Log" },
  ];
  const rows = backfills.map((backfill) => [
    cell(element("strong", "", [backfill.name])),
    stateCell(backfill),
    cell(doneOf(backfill)),
    cell(backfill.startedAt === null ? "" : momentElement(backfill.startedAt, now)),
    cell(backfill.elapsedMs === null ? "" : durationText(backfill.elapsedMs)),
    endCell(backfill, now),
    cell(backfill.pid === null ? "" : String(backfill.pid)),
    cell(logOf(backfill, perform)),
  ]);
  return section("backfills", "Backfills", null, [table(titles, rows)]);
}

function stateCell(backfill: BackfillStatus): HTMLTableCellElement {
  const dates = [...backfill.failedDates, ...backfill.unfinishedDates].sort();
  const remarks = [
    dates.length === 0 ? "" : datesText(dates, 8),
    backfill.reason ?? "",
    ...backfill.staleCode.map(({ commit }) => `started before fix ${commit}: its rows will not have it`),
  ].filter((remark) => remark !== "");
  return element("td", `state ${backfill.state}`, [
    icon(icons[backfill.state], backfillWords[backfill.state].word),
    element("span", "", [stateText(backfill)]),
    ...remarks.map((remark) => element("span", "muted detail", [remark])),
  ]);
}

function doneOf(backfill: BackfillStatus): Child {
  if (backfill.state === "idle" || (backfill.total === null && backfill.done === 0)) return "";
  return backfill.total === null ? doneText(backfill) : `${doneText(backfill)} · ${progressText(backfill)}`;
}

function endCell({ eta }: BackfillStatus, now: Date): HTMLTableCellElement {
  if (eta === null) return cell("");
  const title = `${fullMomentText(eta.optimistic)} at the earliest, ${fullMomentText(eta.conservative)} to be safe; confidence ${eta.confidence}`;
  return cell(element("span", "", [etaText(eta, now)], { title }));
}

function logOf({ name, log }: BackfillStatus, perform: Perform): Child {
  return log === null ? "" : inlineAction({ kind: "openLog", backfill: name, log }, perform);
}
