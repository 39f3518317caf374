import { statuses, worstOf, type Status, type TableResult } from "../core/coverage/validation";
import type { ReportModel } from "../core/report/reportModel";
import type { Perform } from "./actionButton";
import { backfillTable } from "./backfillTable";
import { blockerList } from "./blockerList";
import { cohortTable } from "./cohortTable";
import { coverageBars } from "./coverageBars";
import { dateMatrix } from "./dateMatrix";
import { queryReceipt } from "./queryReceipt";
import { timelineTable } from "./timelineTable";
import { trainingList } from "./trainingList";
import { verdictStrip } from "./verdictStrip";

/** A part of the page, and what it is drawn from: it is drawn again only when that has changed. */
export type Part = { readonly name: string; readonly from: unknown; readonly draw: () => HTMLElement | null };

/** The report from top to bottom. */
export function reportParts(model: ReportModel, perform: Perform): Part[] {
  const { validation, blockers, backfills, timeline, trainings, at } = model;
  const tables = urgentFirst(validation?.tables ?? []);
  // Times are shown relative to the day of the report, so a part with times hangs on that day and not on the minute.
  const day = new Date(at).toDateString();
  return [
    {
      name: "verdict",
      from: [model.headline, model.nextStep, backfills, model.remarks, blockers.length, validation?.startedAt, day],
      draw: () => verdictStrip(model, perform),
    },
    { name: "blockers", from: blockers, draw: () => blockerList(blockers, perform) },
    ...tables.flatMap((table, index): Part[] => [
      { name: `coverage-${index}`, from: table, draw: () => coverageBars(table, index, perform) },
      {
        name: `dates-${index}`,
        from: [table, validation?.window],
        draw: () => (validation ? dateMatrix(table, validation.window, index) : null),
      },
    ]),
    { name: "cohorts", from: tables, draw: () => cohortTable(tables) },
    { name: "backfills", from: [backfills, day], draw: () => backfillTable(backfills, at, perform) },
    { name: "timeline", from: [timeline, day], draw: () => timelineTable(timeline, at) },
    { name: "trainings", from: [trainings, day], draw: () => trainingList(trainings, at) },
    { name: "receipt", from: [model.gates, validation, at], draw: () => queryReceipt(model) },
  ];
}

/** Tables with what holds them back before those that are well. */
function urgentFirst(tables: readonly TableResult[]): TableResult[] {
  const statusOf = ({ checks, reason }: TableResult): Status =>
    worstOf([...checks.map(({ status }) => status), ...(reason === null ? [] : (["unknown"] as const))]);
  return [...tables].sort((a, b) => statuses.indexOf(statusOf(a)) - statuses.indexOf(statusOf(b)));
}
