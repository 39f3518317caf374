import { hostname } from "node:os";
import type { LaunchRequest, RunEnded, RunStarted } from "../../app/ports";
import { recordId } from "../../app/recordId";
import { runId } from "../../app/backfills/runId";
import { ownHolder } from "./ownHolder";
import type { ProcessSource } from "./processSource";

/** What is recorded of a command that was just started as `pid`. */
export function startedRecord(request: LaunchRequest, source: ProcessSource, pid: number): RunStarted {
  const { kind, name, argv, cwd, output: log, dates } = request;
  // The child is not collected before this process turns to its event loop, so it is found even if it has ended already.
  const found = source.find(pid);
  const identity = found?.identity ?? "unknown";
  const startedAt = (found?.startedAt ?? new Date()).toISOString();
  const id = runId({ kind, name, pid, identity });
  const origin = "launched" as const;
  const supervisor = ownHolder(source);
  return {
    type: "started",
    id,
    kind,
    name,
    origin,
    host: hostname(),
    pid,
    identity,
    startedAt,
    argv,
    cwd,
    log,
    dates,
    forced: request.force ?? null,
    ...(request.further ? { commands: 1 + request.further.length } : {}),
    graceMs: request.graceMs,
    supervisor: { pid: supervisor.pid, identity: supervisor.identity },
  };
}

/** What is recorded of its end. */
export function endedRecord(
  run: RunStarted,
  exitCode: number | null,
  signal: string | null,
  reason: string | null,
): RunEnded {
  const said = { type: "ended" as const, run: run.id, endedAt: new Date().toISOString(), exitCode, signal, reason };
  return { id: recordId(said), ...said };
}
