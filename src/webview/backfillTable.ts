import type { BackfillState, BackfillStatus } from "../core/backfills/status";
import { staleCodeText } from "../core/report/backfillDates";
import {
  backfillWords,
  doneText,
  endRemarks,
  isAlive,
  progressText,
  stateText,
} from "../core/report/backfillSentences";
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
    { title: "Ends", number: true },
  ];
  const rows = backfills.map((backfill) => [
    nameCell(backfill),
    stateCell(backfill, now, perform),
    doneCell(backfill),
    startCell(backfill, now),
    endCell(backfill, now),
  ]);
  return section("backfills", "Backfills", null, [table(titles, rows)]);
}

function nameCell(backfill: BackfillStatus): HTMLTableCellElement {
  const { name, pid } = backfill;
  // A number that was the process's once belongs to another one, or to none.
  const process = pid !== null && isAlive(backfill) ? `PID ${pid}` : null;
  return element("td", "", [
    element("strong", "", [name]),
    process === null ? null : element("span", "muted detail", [process]),
  ]);
}

/** When it started, and for how long it has run or ran. */
function startCell({ startedAt, elapsedMs }: BackfillStatus, now: Date): HTMLTableCellElement {
  if (startedAt === null) return cell("");
  const took = elapsedMs === null ? null : element("span", "muted detail", [durationText(elapsedMs)]);
  return element("td", "", [momentElement(startedAt, now), took]);
}

/** State, failed and unfinished dates, reasons, and the log. */
function stateCell(backfill: BackfillStatus, now: Date, perform: Perform): HTMLTableCellElement {
  const { name, log } = backfill;
  const dates = [...backfill.failedDates, ...backfill.unfinishedDates].sort();
  const remarks = [
    backfill.reason ?? "",
    ...backfill.disagreements,
    ...backfill.staleCode.map((stale) => staleCodeText(backfill, stale, now)),
    ...backfill.untoldFixes,
  ].filter((remark) => remark !== "");
  return element("td", `state ${backfill.state}`, [
    icon(icons[backfill.state], backfillWords[backfill.state].word),
    element("span", "", [stateText(backfill)]),
    dates.length === 0 ? null : element("span", "muted detail", rangeElements(datesText(dates, 8))),
    ...remarks.map((remark) => element("span", "muted detail", [remark])),
    log === null ? null : element("span", "detail", [inlineAction({ kind: "openLog", backfill: name, log }, perform)]),
  ]);
}

/** Ranges of dates that a line break may part, but not a date itself. */
function rangeElements(ranges: string): Child[] {
  return ranges
    .split(", ")
    .flatMap((range, index) => [index === 0 ? null : ", ", element("span", "unbroken", [range])]);
}

function doneCell(backfill: BackfillStatus): HTMLTableCellElement {
  const { state, total, done } = backfill;
  if (state === "idle" || (total === null && done === 0)) return cell("");
  const counts = element("span", "unbroken", [doneText(backfill)]);
  const share = total === null ? null : element("span", "unbroken", [`· ${progressText(backfill)}`]);
  return element("td", "done", [counts, " ", share]);
}

function endCell(backfill: BackfillStatus, now: Date): HTMLTableCellElement {
  const { eta } = backfill;
  if (eta === null) return cell("");
  const title = `${fullMomentText(eta.optimistic)} at the earliest, ${fullMomentText(eta.conservative)} to be safe; confidence ${eta.confidence}`;
  const remarks = endRemarks(backfill).map((remark) => element("span", "muted detail", [remark]));
  return element("td", "", [element("span", "", [etaText(eta, now)], { title }), ...remarks]);
}
