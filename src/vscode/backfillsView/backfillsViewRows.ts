import { basename } from "node:path";
import { openRuns, type Facts } from "../facts";
import { canRetry } from "../canRetry";
import { problemRows } from "../rows/problemRows";
import type { Row } from "../rows/row";
import type { SessionState } from "../session";
import { backfillRows } from "./backfillRows";

/** A run that Headgate launched can be followed in a terminal. */
function withOrigin(row: Row, facts: Facts): Row {
  const isLaunched = openRuns(facts).some(
    ({ started }) => started.origin === "launched" && started.kind === "backfill" && started.name === row.subject?.name,
  );
  return isLaunched ? { ...row, context: `${row.context ?? ""} launched` } : row;
}

/** Where a retry cannot be started, it is not offered; what failed can still be listed. */
function withoutRetry(row: Row): Row {
  const context = row.context?.replace(/\bretryable\b/, "listable");
  return {
    ...row,
    ...(context === undefined ? {} : { context }),
    ...(row.children && { children: row.children.map(withoutRetry) }),
  };
}

/** What the view Backfills shows; nothing where its welcome text has the word. */
export function backfillsViewRows(state: SessionState, now: Date): Row[] {
  if (state.kind === "broken") return problemRows(state.problem, basename(state.configurationFile));
  if (state.kind !== "open") return [];
  const { snapshot, snapshotProblem } = state.facts;
  const { pipeline } = state.workspace;
  const withAbilities = (row: Row): Row =>
    withOrigin(canRetry(pipeline, row.subject?.name ?? "") ? row : withoutRetry(row), state.facts);
  return [
    // Beside rows that may be old: what could not be looked at must not pass for a quiet pipeline.
    ...(snapshotProblem ? problemRows(snapshotProblem) : []),
    ...(snapshot ? backfillRows(snapshot, now).map(withAbilities) : []),
  ];
}
