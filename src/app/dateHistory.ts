import type { DateHistory } from "../core/gate/requirements";
import { success, type Result } from "../core/result";
import { lookAtBackfills } from "./lookAtBackfills";
import type { Ports } from "./ports";
import { dateStates } from "./watchBackfills";
import type { Workspace } from "./workspace";

/** The latest state of each date of a backfill, over all its recorded runs; empty for one that is not declared. */
export async function dateHistory(workspace: Workspace, ports: Ports, backfill: string): Promise<Result<DateHistory>> {
  const seen = (await lookAtBackfills(workspace, ports)).backfills.find(({ name }) => name === backfill);
  return success(seen ? await dateStates(workspace, ports, seen) : { succeeded: [], failed: [], unfinished: [] });
}
