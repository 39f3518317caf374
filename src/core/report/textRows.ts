import { followUpsText } from "../alerts/followUp";
import type { BackfillState, BackfillStatus } from "../backfills/status";
import type { CheckResult, Status, TableResult } from "../coverage/validation";
import type { Decision, Requirement } from "../gate/decision";
import type { Criterion } from "../training/judgement";
import { failuresText, monthsLine, recordsText, staleCodeText } from "./backfillDates";
import { backfillWords, doneText, endRemarks, progressText, stateText, isAlive } from "./backfillSentences";
import { outcomeWords } from "./decisionWords";
import { countedText, countText, numberText } from "./numbers";
import {
  checkName,
  countsText,
  demandText,
  distanceText,
  observedText,
  quantityText,
  statusWords,
  toldCohorts,
} from "./sentences";
import { plain, type Cell, type Colour } from "./textLayout";
import { datesText, etaText, momentText } from "./times";

/** The rows of the command line's tables, and their colours. */

export const statusColours: Readonly<Record<Status, Colour>> = {
  pass: "green",
  warn: "yellow",
  fail: "red",
  unknown: "blue",
};
export const decisionColours: Readonly<Record<Decision, Colour>> = { GO: "green", "NO-GO": "red", UNDECIDED: "blue" };
export const outcomeColours: Readonly<Record<Requirement["state"], Colour>> = {
  met: "green",
  "not-met": "red",
  "not-measurable": "blue",
};
const stateColours: Readonly<Record<BackfillState, Colour>> = {
  running: "blue",
  stalled: "yellow",
  waiting: "dim",
  failed: "red",
  died: "red",
  partial: "yellow",
  succeeded: "green",
  idle: "dim",
  unknown: "blue",
};

/** `121,254 rows`, `938 of 944 dates`, `after_fix 9,663`. */
export function tableFacts(table: TableResult): string[] {
  if (table.rows === null) return ["nothing measured"];
  const { expected, missing, present } = table.dates;
  return [
    countedText(table.rows, "row"),
    expected === null
      ? countedText(present, "date")
      : `${countText(expected - missing.length)} of ${countedText(expected, "date")}`,
    ...table.cohorts.map((cohort) => `${cohort.name} ${countText(cohort.rows)}`),
  ];
}

/** A check, and below it its cohorts. */
export function checkRows(check: CheckResult): Cell[][] {
  const colour = statusColours[check.status];
  const own: Cell[] = [
    { text: `${statusWords[check.status].sign} ${check.status}`, colour },
    { text: checkName(check) },
    { text: observedText(check), align: "right", colour },
    { text: demandText(check) },
    { text: countsText(check), align: "right", colour: "dim" },
    { text: check.status === "unknown" ? "" : distanceText(check) },
  ];
  const cohorts = toldCohorts(check).map((cohort): Cell[] => [
    { text: "" },
    { text: `  ${cohort.name}`, colour: "dim" },
    { text: quantityText(check, cohort), align: "right", colour: "dim" },
    { text: "" },
    { text: countsText(cohort), align: "right", colour: "dim" },
  ]);
  return [own, ...cohorts];
}

/** What to do where a check fails; and each reason once, with what it is about and where that stands; a reason of the whole table only once. */
export function reasonLines(table: TableResult): string[] {
  const ofChecks = table.checks
    .filter(({ reason }) => reason !== null && reason !== table.reason)
    .map((check) => {
      const { file, line } = check.location;
      return plain(`${statusWords[check.status].sign} ${checkName(check)}: ${check.reason} (${file}:${line})`);
    });
  const runbooks = table.checks
    .filter(({ status, runbook }) => status === "fail" && runbook !== undefined)
    .map((check) => plain(`${statusWords.fail.sign} ${checkName(check)}, what to do: ${check.runbook}`));
  const ofTable = [
    table.reason === null ? [] : [`? ${table.reason}`],
    table.remark === undefined ? [] : [table.remark],
  ].flat();
  return [...ofTable.map(plain), ...ofChecks, ...runbooks];
}

export function backfillRow(backfill: BackfillStatus, now: Date, timeZone?: string): Cell[] {
  const { state, name, eta, startedAt, pid, total } = backfill;
  const counted = state !== "idle" && !(state === "waiting" && backfill.done === 0);
  return [
    { text: `${backfillWords[state].sign} ${name}`, colour: stateColours[state] },
    { text: counted && total !== null ? progressText(backfill) : "", align: "right" },
    { text: counted ? doneText(backfill) : "", align: "right" },
    { text: stateText(backfill) },
    { text: eta === null ? "" : `ends ${etaText(eta, now, timeZone)}` },
    { text: startedAt === null ? "" : `started ${momentText(startedAt, now, timeZone)}` },
    { text: pid === null || !isAlive(backfill) ? "" : `PID ${pid}`, colour: "dim" },
  ];
}

/** What stands below a backfill's row: its dates by what became of them, why, what other sources say, old code, its log. */
export function backfillDetails(backfill: BackfillStatus, now: Date, timeZone?: string): string[] {
  const { state, reason, leftOutRemark, disagreements, staleCode, untoldFixes, expectedRecords, log } = backfill;
  const { followUps = [] } = backfill;
  const labelled = (label: string, text: string): string[] => (text === "" ? [] : [`${label}: ${text}`]);
  // The dates of a partial run are told above.
  const why = state === "partial" ? leftOutRemark : reason;
  return [
    ...endRemarks(backfill),
    ...labelled("failed", failuresText(backfill)),
    ...labelled("unfinished", datesText(backfill.unfinishedDates, 8)),
    ...labelled("working on", datesText(backfill.runningDates, 8)),
    ...labelled("left out", datesText(backfill.skippedDates, 8)),
    ...labelled("dates", monthsLine(backfill)),
    ...(expectedRecords === null ? [] : labelled("records", recordsText(backfill))),
    ...(why === null ? [] : [why]),
    ...disagreements,
    ...staleCode.map((stale) => staleCodeText(backfill, stale, now, timeZone)),
    ...untoldFixes,
    ...labelled("then", followUpsText(followUps)),
    ...labelled("log", log ?? ""),
  ].map(plain);
}

export function requirementRow({ state, kind, message }: Requirement): Cell[] {
  const { sign, word } = outcomeWords[state];
  return [{ text: `${sign} ${word}`, colour: outcomeColours[state] }, { text: kind, colour: "dim" }, { text: message }];
}

export function criterionRow({ state, name, observed, bound, message }: Criterion): Cell[] {
  const { sign, word } = outcomeWords[state];
  return [
    { text: `${sign} ${word}`, colour: outcomeColours[state] },
    { text: name },
    { text: observed === null ? "—" : numberText(observed), align: "right" },
    { text: bound },
    { text: message, colour: "dim" },
  ];
}
