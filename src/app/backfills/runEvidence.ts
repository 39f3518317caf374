import { argumentDates, argumentWorkers } from "../../core/backfills/argumentDates";
import type { LogReading } from "../../core/backfills/logReader";
import type { RunEvidence } from "../../core/backfills/runOutcome";
import { success } from "../../core/result";
import { logsOfGlob } from "../logs/findLog";
import { readTail } from "../logs/logTail";
import type { SeenBackfill } from "./lookAtBackfills";
import type { Ports } from "../ports";
import { checkpointOf } from "./runCheckpoint";
import { readRunLog, tailOptions } from "../logs/runLog";
import { shownPath } from "../shownPath";
import type { Run } from "./runs";
import type { Workspace } from "../workspace";

/** Everything that is known of one recorded run: its process, its log, its checkpoint. */
export async function runEvidence(
  workspace: Workspace,
  ports: Ports,
  seen: SeenBackfill,
  run: Run,
): Promise<RunEvidence> {
  const { started, ended } = run;
  const alive = seen.living?.includes(run) ?? false;
  const log = await readRunLog(workspace, ports, seen, run, alive);
  // Where its output went can be seen only as long as it lives.
  const kept =
    alive && started.log === null && log.found && (log.reading?.lines.matched ?? 0) > 0
      ? await ports.store.appendRun({ ...started, log: log.found.path })
      : success(undefined);
  const others = (seen.living ?? []).filter((other) => other !== run);
  const also = others.length > 0 ? [`Also running: PID ${others.map((other) => other.started.pid).join(", ")}.`] : [];
  return {
    pid: started.pid,
    startedAt: Date.parse(started.startedAt),
    endedAt: ended === null ? null : Date.parse(ended.endedAt),
    alive,
    end: ended,
    dates: seen.backfill.kind === "orchestrator" ? null : (started.dates ?? argumentDates(started.argv)),
    workers: argumentWorkers(started.argv),
    log: log.found ? shownPath(workspace.root, log.found.path) : started.log && shownPath(workspace.root, started.log),
    logModifiedAt: log.found?.facts.modifiedAt.getTime() ?? null,
    reading: readingOf(run, log.reading),
    checkpoint: await checkpointOf(workspace, ports, seen.backfill, run),
    ...(log.closes === undefined ? {} : { closes: log.closes }),
    remarks: [...(alive ? log.remarks : []), ...also, ...(kept.ok ? [] : [kept.error.message])],
  };
}

/** What the youngest log tells when nobody saw the run itself: one that is younger than every run on record. */
export async function unseenRunEvidence(
  workspace: Workspace,
  ports: Ports,
  { backfill, runs, living, foreignLogs }: SeenBackfill,
): Promise<RunEvidence | null> {
  if (backfill.kind === "orchestrator" || (living?.length ?? 0) > 0) return null;
  const options = await tailOptions(workspace, ports, backfill);
  const youngest = (await logsOfGlob(workspace, ports, backfill.log)).find(({ path }) => !foreignLogs.has(path));
  if (!options.ok || youngest === undefined) return null;
  const lastEnd = Math.max(...runs.map(({ started, ended }) => Date.parse(ended?.endedAt ?? started.startedAt)));
  const isOnRecord = runs.some(({ started }) => started.log === youngest.path);
  if (isOnRecord || youngest.facts.bornAt.getTime() <= lastEnd) return null;
  const tail = await readTail(ports.files, youngest.path, options.value);
  if (tail === null || tail.reading.lines.matched === 0) return null;
  const { reading, facts } = tail;
  return {
    pid: null,
    startedAt: reading.run.startedAt,
    endedAt: reading.lastRecordAt,
    alive: false,
    end: null,
    dates: null,
    workers: null,
    log: shownPath(workspace.root, youngest.path),
    logModifiedAt: facts.modifiedAt.getTime(),
    reading,
    checkpoint: null,
    remarks: [],
  };
}

/** Of several commands each announces its own dates: how many there are together is known by the run's arguments. */
function readingOf({ started }: Run, reading: LogReading | null): LogReading | null {
  if (reading === null || (started.commands ?? 1) === 1) return reading;
  return { ...reading, run: { ...reading.run, total: null } };
}
