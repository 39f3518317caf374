import type { CohortDeclaration, TableMechanics } from "../pipeline/pipeline";
import { nearest } from "../nearest";
import { findColumn, type Column, type ColumnKind } from "./column";
import type { DialectName } from "./sql/dialect";
import { refuseFragment } from "./sql/fragment";

const timedKinds: readonly ColumnKind[] = ["date", "timestamp", "instant"];
const datedKinds: readonly ColumnKind[] = [...timedKinds, "text"];

/** Why a table cannot be measured as it is declared, as a sentence; `undefined` when it can. */
export function mechanicsProblem(
  mechanics: TableMechanics,
  columns: readonly Column[],
  dialect: DialectName,
): string | undefined {
  const named: [string, string | null][] = [
    ["date_column", mechanics.dateColumn],
    ["written_at", mechanics.writtenAt],
    ["code_version", mechanics.codeVersion],
    ...(mechanics.key ?? []).map((column): [string, string] => ["key", column]),
  ];
  for (const [key, column] of named) {
    if (column === null || findColumn(columns, column)) continue;
    const near = nearest(
      column,
      columns.map((one) => one.name),
    );
    const hint =
      near.length > 0 ? ` Nearest: ${near.join(", ")}.` : ` It has ${columns.map((one) => one.name).join(", ")}.`;
    return `${key} names the column ${column}, which the table does not have.${hint}`;
  }
  const dated = mechanics.dateColumn === null ? undefined : findColumn(columns, mechanics.dateColumn);
  if (dated && !datedKinds.includes(dated.kind))
    return `date_column ${dated.name} is ${dated.type}; it must be a date, a time or a text such as 2024-01-31.`;
  const written = mechanics.writtenAt === null ? undefined : findColumn(columns, mechanics.writtenAt);
  if (written && !timedKinds.includes(written.kind))
    return `written_at ${written.name} is ${written.type}; it must be a date or a time.`;
  const refusal = mechanics.where === null ? undefined : refuseFragment(mechanics.where, dialect);
  if (refusal !== undefined) return `where: must be one expression of SQL, and it ${refusal}.`;
  return mechanics.cohorts.map((cohort) => cohortProblem(cohort, mechanics)).find((problem) => problem !== undefined);
}

/** Why the rows of a cohort cannot be told, as a sentence; `undefined` when they can. */
export function cohortProblem(
  { name, since, codeVersion: versions, sinceCommit }: CohortDeclaration,
  { writtenAt, codeVersion }: Pick<TableMechanics, "writtenAt" | "codeVersion">,
): string | undefined {
  if (since !== null && writtenAt === null)
    return `cohort ${name} is told by time, and no column says when a row was written. Name it: written_at:.`;
  if (versions !== null && codeVersion === null)
    return `cohort ${name} is told by the version of the code, and no column holds it. Name it: code_version:.`;
  if ([since, versions, sinceCommit].filter((told) => told !== null).length > 1)
    return `cohort ${name} is told in several ways at once. Keep one of since:, since_commit: and code_version:.`;
  return undefined;
}
