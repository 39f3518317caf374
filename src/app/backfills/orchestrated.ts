import { argumentPids } from "../../core/backfills/argumentPids";
import type { Look, SeenBackfill } from "./lookAtBackfills";

/** Names of the backfills with a live run that an orchestrator started: its process, or one below it, is their ancestor. */
export function childrenOf({ backfills, figures }: Look, { name, backfill, living }: SeenBackfill): string[] {
  if (backfill.kind !== "orchestrator") return [];
  const pids = (living ?? []).map(({ started }) => figures.get(started.id)?.pids ?? new Set<number>());
  return namesOf(backfills, name, (pid) => pids.some((tree) => tree.has(pid)));
}

/** Names of the backfills with a live run whose PID stands in the command line of a live orchestrator: `--phase1-pid 4242`. */
export function namedInArguments({ backfills }: Look, { name, backfill, living }: SeenBackfill): string[] {
  if (backfill.kind !== "orchestrator") return [];
  const pids = new Set((living ?? []).flatMap(({ started }) => argumentPids(started.argv)));
  return pids.size === 0 ? [] : namesOf(backfills, name, (pid) => pids.has(pid));
}

function namesOf(backfills: readonly SeenBackfill[], own: string, fits: (pid: number) => boolean): string[] {
  return backfills.flatMap(({ name, living }) =>
    name !== own && (living ?? []).some(({ started }) => fits(started.pid)) ? [name] : [],
  );
}
