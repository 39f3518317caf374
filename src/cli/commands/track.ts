import { resolve } from "node:path";
import { trackProcess } from "../../app/backfills/trackProcess";
import { watchBackfills } from "../../app/backfills/watchBackfills";
import { statusText } from "../../core/report/textTable";
import { failure, success } from "../../core/result";
import { inWorkspace } from "../context";
import type { ExitCode, GlobalOptions } from "../output";

export type TrackFlags = GlobalOptions & { readonly log?: string };

/** `headgate track`: makes a process that somebody started the run of a backfill, and tells its row. */
export function trackCommand(name: string, pid: string, flags: TrackFlags): Promise<ExitCode> {
  return inWorkspace(flags, async ({ workspace, ports, output }) => {
    if (!/^[1-9]\d*$/.test(pid))
      return failure("unknown-name", `${pid} is no PID; give the number that ps or the Task Manager shows.`);
    const log = flags.log === undefined ? {} : { log: resolve(flags.log) };
    const tracked = await trackProcess(workspace, ports, name, Number(pid), process.pid, log);
    if (!tracked.ok) return tracked;
    const snapshot = await watchBackfills(workspace, ports);
    if (!snapshot.ok) return snapshot;
    const backfills = snapshot.value.backfills.filter((row) => row.name === name);
    if (output.json) output.printJson({ schemaVersion: 1, run: tracked.value.id, backfill: backfills[0] ?? null });
    else {
      output.note(`Process ${pid} is watched as ${name} from now on.`);
      const snapshotOfOne = { ...snapshot.value, backfills, timeline: [] };
      output.print(statusText(snapshotOfOne, { color: output.color, now: ports.clock.now() }));
    }
    return success(0);
  });
}
