import { resolve } from "node:path";
import { mayResume } from "../../core/backfills/leftOut";
import type { RunEvidence } from "../../core/backfills/runOutcome";
import { logsOfGlob } from "../logs/findLog";
import { readTail } from "../logs/logTail";
import type { SeenBackfill } from "./lookAtBackfills";
import type { Ports } from "../ports";
import { tailOptions } from "../logs/runLog";
import { shownPath } from "../shownPath";
import type { Workspace } from "../workspace";

/** So many older logs are read at most. */
const mostLogs = 20;
/** A line that is so much older than a run may be its own: clocks are coarse. */
const grainMs = 1_000;

/**
 * What logs tell of runs that nobody saw, the oldest first: those which had ended before the first run on record began, where that
 * one leaves dates out since it takes them for done. Of each log the last such run counts.
 * @param first the first run on record
 */
export async function unrecordedRuns(
  workspace: Workspace,
  ports: Ports,
  seen: SeenBackfill,
  first: RunEvidence | undefined,
): Promise<RunEvidence[]> {
  if (first === undefined || first.startedAt === null || first.dates === null || !mayResume(first)) return [];
  const options = await tailOptions(workspace, ports, seen.backfill);
  if (!options.ok) return [];
  const before = first.startedAt - grainMs;
  const own = first.log === null ? null : resolve(workspace.root, first.log);
  const recorded = new Set(seen.runs.map(({ started }) => started.log));
  const older = (await logsOfGlob(workspace, ports, seen.backfill.log)).filter(
    ({ path, facts }) =>
      path !== own && !recorded.has(path) && !seen.foreignLogs.has(path) && facts.bornAt.getTime() < before,
  );
  const paths = [...(own === null ? [] : [own]), ...older.map(({ path }) => path)].slice(0, mostLogs);
  const asked = new Set(first.dates);
  const found: RunEvidence[] = [];
  for (const path of paths) {
    const tail = await readTail(ports.files, path, { ...options.value, until: before });
    if (tail?.reading.run.startedAt == null) continue;
    const { reading, facts } = tail;
    const failed = new Map([...reading.run.failed].filter(([date]) => asked.has(date)));
    found.push({
      pid: null,
      startedAt: reading.run.startedAt,
      endedAt: reading.lastRecordAt,
      alive: false,
      end: null,
      dates: first.dates,
      workers: null,
      log: shownPath(workspace.root, path),
      logModifiedAt: facts.modifiedAt.getTime(),
      reading: { ...reading, run: { ...reading.run, failed } },
      checkpoint: null,
      remarks: [],
    });
  }
  return found.sort((one, other) => (one.startedAt ?? 0) - (other.startedAt ?? 0));
}
