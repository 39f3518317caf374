import { stopRun } from "../../app/launching/stopRun";
import { declared } from "../../app/declared";
import type { Run } from "../../app/backfills/runs";
import { watchedBackfills } from "../../app/backfills/watchBackfills";
import { statusText } from "../../core/report/textTable";
import { failure, success, type Result } from "../../core/result";
import { inWorkspace } from "../context";
import type { ExitCode, GlobalOptions } from "../output";

export type StopFlags = GlobalOptions & { readonly pid?: string };

/** `headgate stop`: asks the run of a backfill to end, whoever started it, and ends it by force after its grace period. */
export function stopCommand(name: string, flags: StopFlags): Promise<ExitCode> {
  return inWorkspace(flags, async ({ workspace, ports, output }) => {
    const backfill = declared("backfill", workspace.pipeline.backfills, name);
    if (!backfill.ok) return backfill;
    const look = async (): ReturnType<typeof watchedBackfills> => watchedBackfills(workspace, ports);
    const before = await look();
    if (!before.ok) return before;
    const chosen = chosenRun(name, before.value.find(({ seen }) => seen.name === name)?.seen.living ?? [], flags.pid);
    if (!chosen.ok) return chosen;
    const { pid, id } = chosen.value.started;
    output.note(`Stopping ${name} (PID ${pid})`);
    const stopped = await stopRun(ports, pid, backfill.value.stopGraceMs);
    if (!stopped.ok) return stopped;
    const after = await look();
    if (!after.ok) return after;
    const rows = after.value.filter(({ seen }) => seen.name === name).map(({ status }) => status);
    if (output.json) output.printJson({ schemaVersion: 1, run: id, backfill: rows[0] ?? null });
    else {
      const snapshot = { schemaVersion: 1 as const, backfills: rows, timeline: [] };
      output.print(statusText(snapshot, { color: output.color, now: ports.clock.now() }));
    }
    return success(0);
  });
}

/** The one that is alive; where there are several, which one has to be said. */
function chosenRun(name: string, living: readonly Run[], pid: string | undefined): Result<Run> {
  const pids = living.map(({ started }) => started.pid);
  const [first] = living;
  if (first === undefined)
    return failure("nothing-to-stop", `${name} is not running here; look at it with headgate status.`);
  if (pid === undefined && living.length > 1)
    return failure("nothing-to-stop", `${name} runs several times; say which with --pid: ${pids.join(", ")}.`);
  const chosen = pid === undefined ? first : living.find(({ started }) => String(started.pid) === pid);
  return chosen
    ? success(chosen)
    : failure("nothing-to-stop", `No run of ${name} has PID ${pid}; those that run: ${pids.join(", ")}.`);
}
