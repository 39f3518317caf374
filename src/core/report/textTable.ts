import type { BackfillState, StatusSnapshot } from "../backfills/status";
import type { CheckResult, Status, TableResult, Validation } from "../coverage/validation";
import { backfillWords, doneText, progressText, stateText } from "./backfillSentences";
import { countedText, countText } from "./numbers";
import { checkName, countsText, demandText, distanceText, observedText, quantityText, statusWords } from "./sentences";
import { alignedRows, painted, plain, type Cell, type Colour } from "./textLayout";
import { datesText, durationText, etaText, momentText } from "./times";

/** What `headgate validate` and `headgate status` print for people. */

export type TextOptions = { readonly color: boolean };
export type TimedTextOptions = TextOptions & { readonly now: Date; readonly timeZone?: string };

const statusColours: Readonly<Record<Status, Colour>> = { pass: "green", warn: "yellow", fail: "red", unknown: "blue" };

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

/** `1 of 7 checks fails`, `2 of 7 checks fail, 1 could not be measured`, `7 checks pass`. */
export function verdictText(tables: readonly TableResult[]): string {
  const found = tables.flatMap((table) => table.checks.map(({ status }) => status));
  const number = (status: Status): number => found.filter((one) => one === status).length;
  if (found.length === 0) return "Nothing is asked: the thresholds file has no check for these tables.";
  if (number("pass") === found.length) return found.length === 1 ? "1 check passes" : `${found.length} checks pass`;
  const parts = [
    number("fail") > 0 ? `${number("fail")} ${number("fail") === 1 ? "fails" : "fail"}` : "",
    number("unknown") > 0 ? `${number("unknown")} could not be measured` : "",
    number("warn") > 0 ? `${number("warn")} ${number("warn") === 1 ? "warns" : "warn"}` : "",
  ].filter((part) => part !== "");
  return `of ${countedText(found.length, "check")} ${parts.join(", ")}`;
}

/** The text of `headgate validate`. */
export function validationText(validation: Validation, { color }: TextOptions): string {
  const { verdict, window, tables, durationMs } = validation;
  const { sign } = statusWords[verdict];
  const title = painted(`${sign} ${verdict}`, statusColours[verdict], color);
  const head = `${title}  ${verdictText(tables)} · ${window.start}…${window.end} · ${durationText(durationMs)}`;
  return [head, ...tables.flatMap((table) => ["", ...tableLines(table, color)]), ""].join("\n");
}

function tableLines(table: TableResult, color: boolean): string[] {
  const title = `${painted(plain(table.name), "bold", color)}  ${painted(plain(tableFacts(table).join(" · ")), "dim", color)}`;
  const { missing, unsettled } = table.dates;
  const dates = [
    ...(missing.length > 0 ? [`  missing: ${datesText(missing, 8)}`] : []),
    ...(unsettled.length > 0 ? [`  too young to count: ${datesText(unsettled, 8)}`] : []),
  ];
  const rows = table.checks.flatMap((check) => [checkRow(check), ...cohortRows(check)]);
  const reasons = reasonLines(table).map((line) => `  ${painted(line, "dim", color)}`);
  return [title, ...alignedRows(rows, "  ", color), ...dates, ...reasons];
}

/** `121,254 rows`, `938 of 944 dates`, `after_fix 9,663 rows`. */
export function tableFacts(table: TableResult): string[] {
  const { expected, present } = table.dates;
  return [
    table.rows === null ? "nothing measured" : countedText(table.rows, "row"),
    expected === null ? countedText(present, "date") : `${countText(present)} of ${countedText(expected, "date")}`,
    ...table.cohorts.map((cohort) => `${cohort.name} ${countText(cohort.rows)}`),
  ].slice(0, table.rows === null ? 1 : undefined);
}

function checkRow(check: CheckResult): Cell[] {
  const colour = statusColours[check.status];
  return [
    { text: `${statusWords[check.status].sign} ${check.status}`, colour },
    { text: checkName(check) },
    { text: observedText(check), align: "right", colour },
    { text: demandText(check) },
    { text: countsText(check), align: "right", colour: "dim" },
    { text: check.status === "unknown" ? "" : distanceText(check) },
  ];
}

function cohortRows(check: CheckResult): Cell[][] {
  return check.cohorts
    .filter((cohort) => cohort.observed !== null)
    .map((cohort) => [
      { text: "" },
      { text: `  ${cohort.name}`, colour: "dim" },
      { text: quantityText(check, cohort), align: "right", colour: "dim" },
      { text: "" },
      { text: countsText(cohort), align: "right", colour: "dim" },
    ]);
}

/** Each reason once, with what it is about and where that stands; a reason of the whole table only once. */
function reasonLines(table: TableResult): string[] {
  const ofChecks = table.checks
    .filter(({ reason }) => reason !== null && reason !== table.reason)
    .map((check) => {
      const { file, line } = check.location;
      return plain(`${statusWords[check.status].sign} ${checkName(check)}: ${check.reason} (${file}:${line})`);
    });
  return table.reason === null ? ofChecks : [plain(`? ${table.reason}`), ...ofChecks];
}

/** The text of `headgate status`. */
export function statusText(snapshot: StatusSnapshot, { color, now, timeZone }: TimedTextOptions): string {
  if (snapshot.backfills.length === 0)
    return "No backfill is declared. Declare one under `backfills:` in headgate.yaml.\n";
  const rows = snapshot.backfills.map((backfill): Cell[] => {
    const { sign } = backfillWords[backfill.state];
    const measured = backfill.total !== null && backfill.state !== "idle";
    return [
      { text: `${sign} ${backfill.name}`, colour: stateColours[backfill.state] },
      { text: measured ? progressText(backfill) : "", align: "right" },
      { text: backfill.state === "idle" || backfill.state === "waiting" ? "" : doneText(backfill), align: "right" },
      { text: stateText(backfill) },
      { text: backfill.eta === null ? "" : `ends ${etaText(backfill.eta, now, timeZone)}` },
      { text: backfill.startedAt === null ? "" : `started ${momentText(backfill.startedAt, now, timeZone)}` },
      { text: backfill.pid === null ? "" : `PID ${backfill.pid}`, colour: "dim" },
    ];
  });
  const lines = alignedRows(rows, "", color);
  const withDetails = snapshot.backfills.flatMap((backfill, index) => {
    const { failedDates, unfinishedDates, reason, log } = backfill;
    const details = [
      ...(failedDates.length > 0 ? [`failed: ${datesText(failedDates, 8)}`] : []),
      ...(unfinishedDates.length > 0 ? [`unfinished: ${datesText(unfinishedDates, 8)}`] : []),
      ...(reason === null ? [] : [reason]),
      ...backfill.staleCode.map(({ commit, at }) => `started before fix ${commit} (${momentText(at, now, timeZone)})`),
      ...(log === null ? [] : [`log: ${log}`]),
    ];
    return [lines[index] ?? "", ...details.map((detail) => `    ${painted(plain(detail), "dim", color)}`)];
  });
  return `${withDetails.join("\n")}\n`;
}
