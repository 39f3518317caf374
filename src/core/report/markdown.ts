import type { TableResult } from "../coverage/validation";
import { backfillWords, doneText, progressText, stateText } from "./backfillSentences";
import { actionCommand } from "./actions";
import { outcomeWords } from "./decisionWords";
import { headlineFigures, headlineRemarks, headlineText } from "./headline";
import { markdownCode, markdownTable, markdownText } from "./markdownText";
import { bytesText, countedText, countText, numberText } from "./numbers";
import type { ReportModel } from "./reportModel";
import {
  boundsText,
  checkName,
  checkSentence,
  countsText,
  distanceText,
  observedText,
  quantityText,
  statusWords,
} from "./sentences";
import { datesText, durationText, etaText, fullMomentText, momentText } from "./times";

/**
 * The status document: decision and what holds it back, what runs, coverage against the bounds, failed dates, training,
 * and what was measured when.
 * @param timeZone of the times in it; this machine's when absent
 */
export function reportMarkdown(model: ReportModel, timeZone?: string): string {
  const sections = [
    summary(model, timeZone),
    blockers(model),
    running(model, timeZone),
    ...(model.validation?.tables ?? []).map(coverage),
    failedDates(model),
    trainings(model, timeZone),
    receipts(model, timeZone),
    notMeasured(model),
  ];
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join("\n"))
    .join("\n\n")}\n`;
}

function summary(model: ReportModel, timeZone?: string): string[] {
  const { sign, text } = headlineText(model);
  const { headline, nextStep } = model;
  const since =
    headline === null
      ? ""
      : ` for ${markdownText(headline.decision.gate)}, since ${fullMomentText(headline.since, timeZone)}`;
  const figures = headlineFigures(model).map(({ value, label }) => `${value} ${markdownText(label)}`);
  return [
    `# Status of ${markdownText(model.workspace)}`,
    "",
    `**${sign} ${text}**${since}  `,
    `Created ${fullMomentText(model.at, timeZone)}${figures.length > 0 ? ` · ${figures.join(" · ")}` : ""}`,
    ...headlineRemarks(model).flatMap((remark) => ["", markdownText(remark)]),
    "",
    nextStep === null ? "Next: nothing to do now but wait." : `Next: ${markdownCode(actionCommand(nextStep))}`,
  ];
}

function blockers({ blockers, headline }: ReportModel): string[] {
  if (blockers.length === 0) return [];
  const items = blockers.flatMap(({ sentence, detail, actions }) => [
    `- ${markdownText(sentence)}${detail === null ? "" : ` ${markdownText(detail)}`}`,
    ...(actions.length === 0 ? [] : [`  ${actions.map((action) => markdownCode(actionCommand(action))).join(" · ")}`]),
  ]);
  return [`## ${headline?.decision.decision === "GO" ? "What to look at" : "What holds it back"}`, "", ...items];
}

function running({ backfills, at }: ReportModel, timeZone?: string): string[] {
  const now = new Date(at);
  const rows = backfills.map((backfill) => [
    backfill.pid === null ? "" : String(backfill.pid),
    markdownText(backfill.name),
    `${backfillWords[backfill.state].sign} ${markdownText(stateText(backfill))}`,
    backfill.startedAt === null ? "" : momentText(backfill.startedAt, now, timeZone),
    backfill.elapsedMs === null ? "" : durationText(backfill.elapsedMs),
    backfill.total === null || backfill.state === "idle" ? "" : `${doneText(backfill)} (${progressText(backfill)})`,
    backfill.eta === null ? "" : etaText(backfill.eta, now, timeZone),
  ]);
  const columns = [
    { title: "PID", align: "right" as const },
    { title: "Backfill" },
    { title: "State" },
    { title: "Started" },
    { title: "Duration", align: "right" as const },
    { title: "Dates done", align: "right" as const },
    { title: "Ends" },
  ];
  if (rows.length === 0) return [];
  return ["## Backfills", "", ...markdownTable(columns, rows)];
}

function coverage(table: TableResult): string[] {
  const { rows, dates } = table;
  const facts =
    rows === null
      ? (table.reason ?? "Nothing could be measured.")
      : `${countedText(rows, "row")}, ${dates.expected === null ? countedText(dates.present, "date") : `${countText(dates.present)} of ${countedText(dates.expected, "date")}`}.`;
  const columns = [
    { title: "Status" },
    { title: "Check" },
    { title: "Observed", align: "right" as const },
    { title: "Bound" },
    { title: "Counts", align: "right" as const },
    { title: "Distance" },
  ];
  const checkRows = table.checks.map((check) => [
    `${statusWords[check.status].sign} ${check.status}`,
    markdownText(checkName(check)),
    observedText(check),
    boundsText(check),
    countsText(check),
    distanceText(check),
  ]);
  return [
    `## ${markdownText(table.name)}`,
    "",
    markdownText(facts),
    "",
    ...markdownTable(columns, checkRows),
    ...cohorts(table),
  ];
}

function cohorts(table: TableResult): string[] {
  if (table.cohorts.length === 0) return [];
  const checks = table.checks.filter((check) => check.cohorts.length > 0);
  const columns = [
    { title: "Cohort" },
    { title: "Rows", align: "right" as const },
    ...checks.map((check) => ({ title: markdownText(checkName(check)), align: "right" as const })),
  ];
  const rows = table.cohorts.map((cohort) => [
    markdownText(cohort.name),
    countText(cohort.rows),
    ...checks.map((check) => {
      const measured = check.cohorts.find(({ name }) => name === cohort.name);
      return measured ? quantityText(check, measured) : "—";
    }),
  ]);
  return ["", ...markdownTable(columns, rows)];
}

function failedDates({ backfills, validation }: ReportModel): string[] {
  const lines = [
    ...backfills.flatMap(({ name, failedDates, unfinishedDates }) => [
      ...(failedDates.length > 0 ? [`- ${markdownText(name)} failed: ${datesText(failedDates)}`] : []),
      ...(unfinishedDates.length > 0 ? [`- ${markdownText(name)} left unfinished: ${datesText(unfinishedDates)}`] : []),
    ]),
    ...(validation?.tables ?? [])
      .filter(({ dates }) => dates.missing.length > 0)
      .map(({ name, dates }) => `- ${markdownText(name)} has no rows on: ${datesText(dates.missing)}`),
  ];
  return lines.length === 0 ? [] : ["## Failed and missing dates", "", ...lines];
}

function trainings({ trainings, at }: ReportModel, timeZone?: string): string[] {
  const now = new Date(at);
  return trainings.flatMap((training, index) => [
    ...(index === 0 ? ["## Training", ""] : [""]),
    `${outcomeWords[training.verdict].sign} ${markdownText(training.training)}: ${outcomeWords[training.verdict].word}, started ${momentText(training.startedAt, now, timeZone)}${training.exitCode === null ? "" : `, exit code ${training.exitCode}`}`,
    "",
    ...markdownTable(
      [{ title: "Criterion" }, { title: "Observed", align: "right" }, { title: "Bound" }, { title: "Outcome" }],
      training.criteria.map((criterion) => [
        markdownText(criterion.name),
        criterion.observed === null ? "—" : numberText(criterion.observed),
        markdownText(criterion.bound),
        `${outcomeWords[criterion.state].sign} ${markdownText(criterion.message)}`,
      ]),
    ),
  ]);
}

function receipts({ validation, gates }: ReportModel, timeZone?: string): string[] {
  if (validation === null) return [];
  const { window, startedAt, durationMs, tables } = validation;
  return [
    "## What was measured",
    "",
    `${window.start}…${window.end}, measured ${fullMomentText(startedAt, timeZone)} in ${durationText(durationMs)}.`,
    "",
    ...tables.map(
      ({ name, table, scan }) =>
        `- ${markdownText(name)}: ${markdownCode(table)}, ${countedText(scan.statements, "statement")}, ${bytesText(scan.bytesProcessed)} read, ${durationText(scan.durationMs)}`,
    ),
    ...gates.map(({ decision }) => `- Receipt ${markdownCode(decision.receipt.id)} of ${markdownText(decision.gate)}`),
  ];
}

/** "Could not measure" is said plainly: it is neither a pass nor a fail. */
function notMeasured({ validation, remarks }: ReportModel): string[] {
  if (validation === null && remarks.length === 0)
    return ["Nothing was validated yet. Run `headgate validate` to measure the tables."];
  const unknown = (validation?.tables ?? []).flatMap((table) =>
    table.checks
      .filter(({ status }) => status === "unknown")
      .map((check) => `- ${markdownText(`${table.name}: ${checkSentence(check)}`)}`),
  );
  const lines = [...unknown, ...remarks.map((remark) => `- ${markdownText(remark)}`)];
  if (validation === null) lines.unshift("- Nothing was validated yet. Run `headgate validate` to measure the tables.");
  return lines.length === 0 ? [] : ["## What could not be measured", "", ...lines];
}
