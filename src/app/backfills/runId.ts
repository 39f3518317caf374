import type { RunStarted } from "../ports";
import { recordId } from "../recordId";

/** A run is known by its process: whoever sees the same process gives its run the same id. */
export function runId({ kind, name, pid, identity }: Pick<RunStarted, "kind" | "name" | "pid" | "identity">): string {
  return recordId({ kind, name, pid, identity });
}
