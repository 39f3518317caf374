import {
  worstOf,
  statuses,
  type CheckResult,
  type CohortValue,
  type TableResult,
  type Validation,
} from "../../core/coverage/validation";
import { checksVerdict } from "../../core/report/checksVerdict";
import { countedText } from "../../core/report/numbers";
import {
  boundsText,
  checkName,
  checkSentence,
  countsText,
  demandText,
  observedText,
  quantityText,
  statusWords,
} from "../../core/report/sentences";
import { agoText, datesText, fullMomentText } from "../../core/report/times";
import { plainIcons, statusIcons } from "../rows/icons";
import { tooltipText, tooltip } from "../rows/tooltip";
import type { Row } from "../rows/row";

/** A row for each table that was validated, its checks below, worst first. */
export function checkRows(validation: Validation, now: Date): Row[] {
  return byUrgency(validation.tables, tableStatus).map((table) => tableRow(table, validation, now));
}

/** Rows for what the last validation did not look at. */
export function unmeasuredRows(sections: readonly string[], validation: Validation | null): Row[] {
  const measured = new Set(validation?.tables.map((table) => table.name));
  return sections
    .filter((section) => !measured.has(section))
    .map((section) => ({
      id: `table ${section}`,
      label: section,
      description: "not validated yet",
      icon: plainIcons.never,
      context: "table",
      subject: { kind: "table", name: section },
    }));
}

/** The worst of a table's checks; `unknown` when the table itself could not be measured. */
export function tableStatus(table: TableResult): CheckResult["status"] {
  const found = table.checks.map((check) => check.status);
  return worstOf(table.reason === null ? found : [...found, "unknown"]);
}

function byUrgency<T>(items: readonly T[], statusOf: (item: T) => CheckResult["status"]): T[] {
  return [...items].sort((a, b) => statuses.indexOf(statusOf(a)) - statuses.indexOf(statusOf(b)));
}

function tableRow(table: TableResult, validation: Validation, now: Date): Row {
  const status = tableStatus(table);
  const measuredAt = table.measuredAt ?? validation.startedAt;
  const description = tableDescription(table, measuredAt, now);
  return {
    id: `table ${table.name}`,
    label: table.name,
    description,
    icon: statusIcons[status],
    tooltip: tooltip(
      `**${tooltipText(table.name)}**: ${statusWords[status].word}`,
      `Read from ${tooltipText(table.table)}`,
      `Measured ${fullMomentText(measuredAt)}, ${validation.window.start} to ${validation.window.end}`,
      table.reason !== null && tooltipText(table.reason),
      table.remark !== undefined && tooltipText(table.remark),
    ),
    context: `table ${status}`,
    subject: { kind: "table", name: table.name },
    spoken: `${table.name}, ${statusWords[status].word}, ${description}`,
    children: [
      ...byUrgency(table.checks, (check) => check.status).map((check) => checkRow(check, table)),
      ...missingRows(table),
      ...unsettledRows(table),
    ],
    expanded: status !== "pass" && table.reason === null,
  };
}

/** `2 of 7 fail · 121,254 rows · 4 min ago`. */
function tableDescription(table: TableResult, measuredAt: string, now: Date): string {
  const ago = agoText(measuredAt, now);
  if (table.reason !== null) return `could not measure: ${table.reason} · ${ago}`;
  const rows = table.rows === null ? "rows not known" : countedText(table.rows, "row");
  return `${checksVerdict(table.checks)} · ${rows} · ${ago}`;
}

function checkRow(check: CheckResult, table: TableResult): Row {
  const { word } = statusWords[check.status];
  const name = checkName(check);
  const description = checkDescription(check, table);
  return {
    id: `check ${check.id}`,
    label: name,
    description,
    icon: statusIcons[check.status],
    tooltip: checkTooltip(check),
    context: `check ${check.status}`,
    subject: { kind: "check", name: check.id },
    location: check.location,
    spoken: `${name}, ${word}, ${description}`,
    children: cohortRows(check),
    expanded: check.status === "fail",
  };
}

/** `3.7 % · needs 95 %`, or why it could not be measured where that is not the same for the whole table. */
function checkDescription(check: CheckResult, table: TableResult): string {
  if (check.status === "unknown")
    return check.reason === null || check.reason === table.reason ? "could not be measured" : check.reason;
  return [observedText(check), demandText(check)].filter(Boolean).join(" · ");
}

function checkTooltip(check: CheckResult): string {
  return tooltip(
    `**${tooltipText(checkName(check))}**: ${statusWords[check.status].word}`,
    tooltipText(checkSentence(check)),
    [countsText(check), boundsText(check)].filter(Boolean).map(tooltipText).join(" · "),
    tooltipText(check.metric) + (check.where === null ? "" : ` where ${tooltipText(check.where)}`),
    check.status !== "unknown" && check.reason !== null && tooltipText(check.reason),
    `${tooltipText(check.location.file)}, line ${check.location.line}`,
  );
}

/** A check by who wrote its rows: told only where there is more than one cohort to tell apart. */
function cohortRows(check: CheckResult): Row[] {
  if (check.cohorts.length < 2 || check.cohorts.every((cohort) => cohort.observed === null)) return [];
  return check.cohorts.map((cohort) => ({
    id: `check ${check.id} cohort ${cohort.name}`,
    label: cohort.name.replaceAll("_", " "),
    description: cohortDescription(check, cohort),
    icon: plainIcons.cohort,
    context: "cohort",
  }));
}

function cohortDescription(check: CheckResult, cohort: CohortValue): string {
  if (cohort.observed === null) return "no rows";
  return [quantityText(check, cohort), countsText(cohort)].filter(Boolean).join(" · ");
}

function missingRows({ name, dates }: TableResult): Row[] {
  if (dates.missing.length === 0) return [];
  return [
    {
      id: `table ${name} missing dates`,
      label: "dates without rows",
      description: `${countedText(dates.missing.length, "expected date")}: ${datesText(dates.missing, 3)}`,
      icon: plainIcons.failedDates,
      tooltip: tooltipText(datesText(dates.missing, 40)),
      context: "dates missing",
      subject: { kind: "table", name },
    },
  ];
}

function unsettledRows({ name, dates }: TableResult): Row[] {
  if (dates.unsettled.length === 0) return [];
  return [
    {
      id: `table ${name} unsettled dates`,
      label: "too young to count",
      description: `${countedText(dates.unsettled.length, "date")}: ${datesText(dates.unsettled, 3)}`,
      icon: plainIcons.information,
      context: "dates unsettled",
    },
  ];
}
