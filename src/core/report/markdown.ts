import { actionCommand } from "./actions";
import { headlineFigures, headlineRemarks, headlineText } from "./headline";
import { backfillsMarkdown, coverageMarkdown, timelineMarkdown, trainingsMarkdown } from "./markdownSections";
import { markdownCode, markdownText } from "./markdownText";
import { bytesText, countedText } from "./numbers";
import type { ReportModel } from "./reportModel";
import { checkSentence } from "./sentences";
import { datesText, durationText, fullMomentText } from "./times";

/**
 * The status document: decision and what holds it back, what runs, coverage against the bounds, failed dates, training,
 * and what was measured when.
 * @param timeZone of the times in it; this machine's when absent
 */
export function reportMarkdown(model: ReportModel, timeZone?: string): string {
  const sections = [
    summary(model, timeZone),
    blockers(model),
    backfillsMarkdown(model, timeZone),
    timelineMarkdown(model, timeZone),
    ...(model.validation?.tables ?? []).map(coverageMarkdown),
    failedDates(model),
    trainingsMarkdown(model, timeZone),
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

function receipts({ validation, gates }: ReportModel, timeZone?: string): string[] {
  if (validation === null) return [];
  const { window, startedAt, durationMs, tables } = validation;
  return [
    "## What was measured",
    "",
    `${window.start}…${window.end}, measured ${fullMomentText(startedAt, timeZone)} in ${durationText(durationMs)}.`,
    "",
    ...tables.map(({ name, table, scan }) => {
      const read = scan.bytesProcessed > 0 ? [`${bytesText(scan.bytesProcessed)} read`] : [];
      const facts = [countedText(scan.statements, "statement"), ...read, durationText(scan.durationMs)];
      return `- ${markdownText(name)}: ${markdownCode(table)}, ${facts.join(", ")}`;
    }),
    ...gates.map(({ decision }) => `- Receipt ${markdownCode(decision.receipt.id)} of ${markdownText(decision.gate)}`),
  ];
}

/** "Could not measure" is said plainly: it is neither a pass nor a fail. */
function notMeasured({ validation, remarks }: ReportModel): string[] {
  if (validation === null && remarks.length === 0)
    return ["Nothing was validated yet. Run `headgate validate` to measure the tables."];
  const unknown = (validation?.tables ?? []).flatMap(({ name, reason, checks }) =>
    reason === null
      ? checks.filter(({ status }) => status === "unknown").map((check) => `${name}: ${checkSentence(check)}`)
      : [`${name}: ${reason}`],
  );
  const lines = [...unknown, ...remarks].map((line) => `- ${markdownText(line)}`);
  if (validation === null) lines.unshift("- Nothing was validated yet. Run `headgate validate` to measure the tables.");
  return lines.length === 0 ? [] : ["## What could not be measured", "", ...lines];
}
