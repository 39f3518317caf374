import { clashOf, conflictText, type Writing } from "../../core/backfills/conflicts";
import type { Finding } from "../../core/backfills/preflight";
import { rangesOf } from "../../core/calendar";
import type { SeenBackfill } from "../backfills/lookAtBackfills";
import type { LaunchRequest, RunStarted } from "../ports";
import { tableKeys } from "./tablesOf";
import type { Workspace } from "../workspace";

/** Living runs, whoever started them, that are in the way of a start: they write the same, or must have ended before it. */
export function conflictFindings(
  workspace: Workspace,
  all: readonly SeenBackfill[],
  { name, tables, dates }: LaunchRequest,
): Finding[] {
  const own: Writing = { tables: [...tables, `backfill ${name}`], dates: dates && rangesOf(dates) };
  const clashes = all.flatMap((seen) =>
    (seen.living ?? []).flatMap(({ started }) => {
      const clash = clashOf(own, writingOf(workspace, seen, started));
      return clash === null ? [] : [conflictText(name, { name: seen.name, pid: started.pid, where: "" }, clash)];
    }),
  );
  const running = (workspace.pipeline.backfills[name]?.after ?? []).flatMap((earlier) => {
    const [first] = all.find((seen) => seen.name === earlier)?.living ?? [];
    if (first === undefined) return [];
    return `${name} comes after ${earlier}, which is running (PID ${first.started.pid}); wait for its end, or force it with a reason.`;
  });
  return [
    ...[...clashes, ...running].map((message): Finding => ({ kind: "conflict", severity: "blocks", message })),
    ...unseen(all),
  ];
}

function writingOf(workspace: Workspace, { name, backfill }: SeenBackfill, { dates }: RunStarted): Writing {
  return {
    tables: [...tableKeys(workspace, backfill.tables), `backfill ${name}`],
    dates: dates && rangesOf(dates),
  };
}

/** Only what Headgate itself has launched is then known to be in the way: that is held by a lock. */
function unseen(all: readonly SeenBackfill[]): Finding[] {
  if (!all.some(({ living }) => living === null)) return [];
  const message = "Processes cannot be looked at here: a run that somebody else started would not be noticed.";
  return [{ kind: "conflict", severity: "warns", message }];
}
