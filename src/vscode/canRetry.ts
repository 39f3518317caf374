import type { Pipeline } from "../core/pipeline/pipeline";

/** Whether a retry can be started at all: without `retry:` nothing says how to fill single dates. */
export function canRetry({ backfills }: Pick<Pipeline, "backfills">, name: string): boolean {
  const declared = backfills[name];
  return declared !== undefined && declared.retry !== null;
}
