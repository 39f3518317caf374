import type { DateHistory } from "../core/gate/requirements";
import { success, type Result } from "../core/result";
import type { Ports } from "./ports";
import type { Workspace } from "./workspace";

/** The latest state of each date of a backfill, over all its recorded runs. */
export async function dateHistory(_workspace: Workspace, _ports: Ports, _backfill: string): Promise<Result<DateHistory>> {
  return success({ succeeded: [], failed: [], unfinished: [] });
}
