import type { StatusSnapshot } from "../core/backfills/status";
import { failure, type Result } from "../core/result";
import type { Ports } from "./ports";
import type { Workspace } from "./workspace";

/**
 * One look at every declared backfill: processes, logs and records together.
 * What it sees for the first time (a process somebody started, one that has gone) it records.
 */
export async function watchBackfills(_workspace: Workspace, _ports: Ports): Promise<Result<StatusSnapshot>> {
  return failure("unsupported", "not yet");
}
