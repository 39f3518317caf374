import type { Ports, RunEnded, RunStarted } from "../ports";
import { recordId } from "../recordId";

/** The end of a run that nobody saw: its log's last change is its last sign of life. */
export async function unseenEnd(
  { clock, files }: Pick<Ports, "clock" | "files">,
  started: RunStarted,
): Promise<RunEnded> {
  const now = clock.now();
  const changed = started.log === null ? null : ((await files.stat(started.log))?.modifiedAt ?? null);
  const endedAt =
    changed !== null && changed.getTime() > Date.parse(started.startedAt) && changed < now ? changed : now;
  const said = { type: "ended" as const, run: started.id, exitCode: null, signal: null, reason: null };
  // Without the time: several windows that see the same end say the same.
  return { ...said, id: recordId(said), endedAt: endedAt.toISOString() };
}
