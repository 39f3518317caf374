import type { TableResult } from "../coverage/validation";
import { backfillWords, doneText, endRemarks, progressText, stateText } from "./backfillSentences";
import { outcomeWords } from "./decisionWords";
import { markdownTable, markdownText } from "./markdownText";
import { countedText, countText, numberText } from "./numbers";
import type { ReportModel } from "./reportModel";
import {
  boundsText,
  checkName,
  countsText,
  distanceText,
  observedText,
  quantityText,
  statusWords,
  toldCohorts,
} from "./sentences";
import { timelineRows } from "./timelineRows";
import { durationText, etaText, momentText } from "./times";

/** The sections of the status document that are tables: backfills, coverage with cohorts, trainings. */

export function backfillsMarkdown({ backfills, at }: ReportModel, timeZone?: string): string[] {
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
  const remarks = backfills.flatMap((backfill) =>
    endRemarks(backfill).map((remark) => `- ${markdownText(backfill.name)}: ${markdownText(remark)}`),
  );
  return ["## Backfills", "", ...markdownTable(columns, rows), ...(remarks.length > 0 ? ["", ...remarks] : [])];
}

/** When each step ends, optimistic and conservative. */
export function timelineMarkdown({ timeline, at }: ReportModel, timeZone?: string): string[] {
  const columns = [
    { title: "Step" },
    { title: "Optimistic", align: "right" as const },
    { title: "Conservative", align: "right" as const },
    { title: "Remark" },
  ];
  const rows = timelineRows(timeline, new Date(at), timeZone).map(({ step, optimistic, conservative, remark }) => [
    markdownText(step),
    optimistic,
    conservative,
    markdownText(remark),
  ]);
  return rows.length === 0 ? [] : ["## Timeline", "", ...markdownTable(columns, rows)];
}

export function coverageMarkdown(table: TableResult): string[] {
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
    ...(table.remark === undefined ? [] : ["", markdownText(table.remark)]),
    "",
    ...markdownTable(columns, checkRows),
    ...cohorts(table),
  ];
}

function cohorts(table: TableResult): string[] {
  if (table.cohorts.filter(({ rows }) => rows > 0).length < 2) return [];
  const checks = table.checks.filter((check) => toldCohorts(check).length > 0);
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

export function trainingsMarkdown({ trainings, at }: ReportModel, timeZone?: string): string[] {
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
