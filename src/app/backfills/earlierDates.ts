import { mayResume, noEarlierDates, type EarlierDates } from "../../core/backfills/leftOut";
import { datesOver, earlierOf, type RunEvidence } from "../../core/backfills/runOutcome";
import type { SeenBackfill } from "./lookAtBackfills";
import type { Files, Ports } from "../ports";
import { runEvidence } from "./runEvidence";
import { unrecordedRuns } from "./unrecordedRuns";
import type { Workspace } from "../workspace";

type Known = { readonly key: string; readonly dates: EarlierDates };

/** Runs that have ended do not change: what became of their dates is told once. */
const known = new WeakMap<Files, Map<string, Known>>();

/** What became of a backfill's dates before a run, where that run may leave some of them out. */
export async function earlierDates(
  workspace: Workspace,
  ports: Ports,
  seen: SeenBackfill,
  run: RunEvidence,
): Promise<EarlierDates> {
  const { startedAt } = run;
  if (!mayResume(run) || startedAt === null) return noEarlierDates;
  const runs = seen.runs.filter(({ started }) => Date.parse(started.startedAt) < startedAt && started.pid !== run.pid);
  if (runs.length === 0) return earlierOf(datesOver(await unrecordedRuns(workspace, ports, seen, run)));
  const ofFiles = known.get(ports.files) ?? new Map<string, Known>();
  known.set(ports.files, ofFiles);
  const place = JSON.stringify([workspace.root, seen.name]);
  const ids = runs.map(({ started, ended }) => [started.id, started.log, ended?.id ?? null]);
  const { logTimezone, recipes } = workspace.pipeline;
  const key = JSON.stringify([ids, seen.backfill, logTimezone, recipes]);
  const found = ofFiles.get(place);
  if (found?.key === key && runs.every(({ ended }) => ended !== null)) return found.dates;
  const evidence = await Promise.all(runs.map((one) => runEvidence(workspace, ports, seen, one)));
  const dates = earlierOf(datesOver([...(await unrecordedRuns(workspace, ports, seen, evidence[0])), ...evidence]));
  ofFiles.set(place, { key, dates });
  return dates;
}
