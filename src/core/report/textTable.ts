import type { StatusSnapshot } from "../backfills/status";
import type { Status, TableResult, Validation } from "../coverage/validation";
import type { GateDecision } from "../gate/decision";
import { isOverridden } from "../gate/override";
import type { TrainingResult } from "../training/judgement";
import { decisionSigns, outcomeWords } from "./decisionWords";
import { countedText, numberText } from "./numbers";
import { statusWords } from "./sentences";
import { alignedRows, painted, plain, type Cell } from "./textLayout";
import {
  backfillDetails,
  backfillRow,
  checkRows,
  criterionRow,
  decisionColours,
  outcomeColours,
  reasonLines,
  requirementRow,
  statusColours,
  tableFacts,
} from "./textRows";
import { timelineRows } from "./timelineRows";
import { datesText, durationText, momentText } from "./times";

/** What the command line prints for people. All end in a line break, and none needs colour to be understood. */

export type TextOptions = { readonly color: boolean };

/** `timeZone`: this machine's when absent. */
export type TimedTextOptions = TextOptions & { readonly now: Date; readonly timeZone?: string };

/** `2 of 7 checks fail, 1 could not be measured`, `7 checks pass`. */
export function verdictText(tables: readonly TableResult[]): string {
  const found = tables.flatMap((table) => table.checks.map(({ status }) => status));
  const checks = countedText(found.length, "check");
  if (found.length === 0) return "no check is declared for these tables";
  const parts = (["fail", "unknown", "warn"] as const).flatMap((status) => {
    const count = found.filter((one) => one === status).length;
    return count === 0 ? [] : [{ count, verb: verbOf(status, count) }];
  });
  const [first, ...others] = parts;
  if (!first) return `${checks} ${found.length === 1 ? "passes" : "pass"}`;
  const rest = others.map(({ count, verb }) => `, ${count} ${verb}`).join("");
  return `${first.count} of ${checks} ${first.verb}${rest}`;
}

function verbOf(status: Status, count: number): string {
  if (status === "unknown") return "could not be measured";
  return count === 1 ? `${status}s` : status;
}

/** The text of `headgate validate`: the verdict, and a block a table. */
export function validationText(validation: Validation, { color }: TextOptions): string {
  const { verdict, window, tables, durationMs } = validation;
  const title = painted(`${statusWords[verdict].sign} ${verdict}`, statusColours[verdict], color);
  const head = `${title}  ${verdictText(tables)} · ${window.start}…${window.end} · ${durationText(durationMs)}`;
  return [head, ...tables.flatMap((table) => ["", ...tableLines(table, color)]), ""].join("\n");
}

function tableLines(table: TableResult, color: boolean): string[] {
  const { missing, unsettled } = table.dates;
  const facts = painted(plain(tableFacts(table).join(" · ")), "dim", color);
  return [
    `${painted(plain(table.name), "bold", color)}  ${facts}`,
    ...alignedRows(table.checks.flatMap(checkRows), "  ", color),
    ...(missing.length > 0 ? [`  no rows on ${datesText(missing, 8)}`] : []),
    ...(unsettled.length > 0 ? [`  too young to count: ${datesText(unsettled, 8)}`] : []),
    ...reasonLines(table).map((line) => `  ${painted(line, "dim", color)}`),
  ];
}

/** The text of `headgate status`: a line a backfill, its dates and reasons below. */
export function statusText(snapshot: StatusSnapshot, options: TimedTextOptions): string {
  const { color, now, timeZone } = options;
  // A row a run: further runs of the same backfill stand below the latest one.
  const backfills = snapshot.backfills.flatMap((backfill) => [backfill, ...backfill.otherRuns]);
  if (backfills.length === 0) return "No backfill is declared. Declare one under `backfills:` in headgate.yaml.\n";
  const rows = alignedRows(
    backfills.map((backfill) => backfillRow(backfill, now, timeZone)),
    "",
    color,
  );
  const lines = backfills.flatMap((backfill, index) => [
    rows[index] ?? "",
    ...backfillDetails(backfill, now, timeZone).map((detail) => `    ${painted(detail, "dim", color)}`),
  ]);
  return `${[...lines, ...timelineLines(snapshot, options)].join("\n")}\n`;
}

/** What comes after what, in the two columns of a cautious and of a hopeful mind. */
function timelineLines({ timeline }: StatusSnapshot, { color, now, timeZone }: TimedTextOptions): string[] {
  const rows = timelineRows(timeline, now, timeZone).map(({ step, optimistic, conservative, remark }): Cell[] => [
    { text: step },
    { text: optimistic, align: "right" },
    { text: conservative, align: "right" },
    { text: remark, colour: "dim" },
  ]);
  if (rows.length === 0) return [];
  const header: Cell[] = [
    { text: "Timeline", colour: "bold" },
    { text: "optimistic", align: "right", colour: "dim" },
    { text: "conservative", align: "right", colour: "dim" },
  ];
  return ["", ...alignedRows([header, ...rows], "", color)];
}

/** The text of `headgate gate`: the decision, what holds it back with what would mend it, every requirement, the receipt. */
export function gateText(taken: GateDecision, { color, now, timeZone }: TimedTextOptions): string {
  const { decision, override, receipt } = taken;
  const title = painted(`${decisionSigns[decision]} ${decision}`, decisionColours[decision], color);
  const provisional = taken.provisional ? " · provisional: a backfill was writing its tables" : "";
  const blockers = taken.blockers.flatMap(({ message, action }) => [
    `  ${plain(message)}`,
    ...(action === "" ? [] : [`    ${painted(plain(action), "dim", color)}`]),
  ]);
  return [
    `${title}  ${plain(taken.gate)}${provisional}`,
    ...(blockers.length > 0 ? ["", "What holds it back:", ...blockers] : []),
    ...(taken.requirements.length > 0 ? ["", "Requirements:"] : []),
    ...alignedRows(taken.requirements.map(requirementRow), "  ", color),
    ...(override && isOverridden(taken)
      ? ["", plain(`Overridden until ${momentText(override.expires, now, timeZone)}: ${override.reason}`)]
      : []),
    "",
    painted(plain(`Receipt ${receipt.id}, ${momentText(receipt.at, now, timeZone)}`), "dim", color),
    "",
  ].join("\n");
}

/** The text of `headgate train`, once the training has ended: how each criterion came out, and the metrics. */
export function trainingText(result: TrainingResult, { color }: TimedTextOptions): string {
  const { verdict, startedAt, endedAt, exitCode, metricsFile } = result;
  const title = painted(`${outcomeWords[verdict].sign} ${outcomeWords[verdict].word}`, outcomeColours[verdict], color);
  const took = endedAt === null ? "" : ` · took ${durationText(Date.parse(endedAt) - Date.parse(startedAt))}`;
  const exit = exitCode === null || exitCode === 0 ? "" : ` · exit code ${exitCode}`;
  const metrics = Object.entries(result.metrics).map(([name, value]): Cell[] => [
    { text: name, colour: "dim" },
    { text: numberText(value), align: "right" },
  ]);
  return [
    `${title}  ${plain(result.training)}${took}${exit}`,
    ...alignedRows(result.criteria.map(criterionRow), "  ", color),
    ...(metrics.length > 0 ? ["", `Metrics${metricsFile === null ? "" : ` from ${plain(metricsFile)}`}:`] : []),
    ...alignedRows(metrics, "  ", color),
    "",
  ].join("\n");
}
