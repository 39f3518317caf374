import type { TableResult } from "../core/coverage/validation";
import { countText, percentageText } from "../core/report/numbers";
import { checkName, quantityText, toldCohorts } from "../core/report/sentences";
import { cell, section, table as tableOf } from "./element";

/** When or by what code the rows were written, and what each of these cohorts holds; null where there are none to compare. */
export function cohortTable(tables: readonly TableResult[]): HTMLElement | null {
  const withCohorts = tables.filter((table) => table.cohorts.filter(({ rows }) => rows > 0).length > 1);
  if (withCohorts.length === 0) return null;
  const contents = withCohorts.map((table) => {
    const checks = table.checks.filter((check) => toldCohorts(check).length > 0);
    const titles = [
      { title: withCohorts.length > 1 ? `Cohort of ${table.name}` : "Cohort" },
      { title: "Rows", number: true },
      { title: "Share", number: true },
      ...checks.map((check) => ({ title: checkName(check), number: true })),
    ];
    const rows = table.cohorts.map((cohort) => [
      cell(cohort.name),
      cell(countText(cohort.rows)),
      cell(percentageText({ observed: null, numerator: cohort.rows, denominator: table.rows })),
      ...checks.map((check) => {
        const measured = check.cohorts.find(({ name }) => name === cohort.name);
        return cell(measured ? quantityText(check, measured) : "—");
      }),
    ]);
    return tableOf(titles, rows);
  });
  return section("cohorts", "Cohorts", "rows told apart by when or by what code they were written", contents);
}
