import type { BackfillStatus } from "../core/backfills/status";
import type { Look, SeenBackfill } from "./lookAtBackfills";
import type { Ports } from "./ports";
import type { Run } from "./runs";

type Quiet = {
  readonly runs: readonly Run[];
  readonly said: string;
  readonly until: number;
  readonly row: BackfillStatus;
};

/** Kept with the records that the rows speak of. */
const remembered = new WeakMap<Ports["store"], Map<string, Quiet>>();

/**
 * The row of a backfill that is not alive, as an earlier look told it, while nothing new is on record: only its files could say
 * anything new, and those are looked at when the time is over. A live one is told anew each time.
 * @param quietMs how long at most; 0 tells every row anew
 */
export async function quietRow(
  { store, clock }: Pick<Ports, "store" | "clock">,
  { trouble }: Look,
  { name, backfill, runs, living }: SeenBackfill,
  waitingFor: readonly string[],
  quietMs: number,
  tell: () => Promise<BackfillStatus>,
): Promise<BackfillStatus> {
  if (quietMs === 0 || living === null || living.length > 0) return tell();
  const known = remembered.get(store) ?? new Map<string, Quiet>();
  remembered.set(store, known);
  const now = clock.now().getTime();
  const said = JSON.stringify([backfill.kind, waitingFor, trouble]);
  const found = known.get(name);
  if (found?.runs === runs && found.said === said && now < found.until && now >= found.until - quietMs)
    return found.row;
  const row = await tell();
  // Not all at the same look: their times are spread over the second half.
  const part = 0.5 + (known.size % spread) / spread / 2;
  known.delete(name);
  known.set(name, { runs, said, until: now + quietMs * (found === undefined ? part : 1), row });
  return row;
}

const spread = 5;
