import type { Look, SeenBackfill } from "./lookAtBackfills";
import type { Ports } from "../ports";
import type { WatchedRow } from "./runRow";
import type { Run } from "./runs";

type Quiet = {
  readonly runs: readonly Run[];
  readonly said: string;
  readonly until: number;
  readonly row: WatchedRow;
};

/** Into so many parts the times are spread. */
const spread = 5;
/** Kept with the records that the rows speak of. */
const remembered = new WeakMap<Ports["store"], Map<string, Quiet>>();

/**
 * The row of a backfill as an earlier look told it, while nothing new is on record and its log has not grown: looks come each second, and
 * most backfills say nothing new between two of them. Whatever else could say something is looked at when the time is over.
 * @param quietMs how long at most; 0 tells every row anew
 * @param freshen what of a live row changes at each look all the same: its time and what its processes take
 */
export async function quietRow(
  { store, clock, files }: Pick<Ports, "store" | "clock" | "files">,
  { trouble }: Look,
  { name, backfill, runs, living }: SeenBackfill,
  waitingFor: readonly string[],
  quietMs: number,
  tell: () => Promise<WatchedRow>,
  freshen: (row: WatchedRow) => WatchedRow,
): Promise<WatchedRow> {
  const [alive, ...others] = living ?? [];
  const log = alive?.started.log ?? null;
  const mayBeQuiet = living !== null && (alive === undefined || (others.length === 0 && log !== null));
  if (quietMs === 0 || !mayBeQuiet) return tell();
  const known = remembered.get(store) ?? new Map<string, Quiet>();
  remembered.set(store, known);
  const now = clock.now().getTime();
  const facts = log === null ? null : await files.stat(log);
  const said = JSON.stringify([backfill.kind, waitingFor, trouble, alive?.started.id, facts]);
  const found = known.get(name);
  const isQuiet = found?.runs === runs && found.said === said && now < found.until && now >= found.until - quietMs;
  if (isQuiet) return alive === undefined ? found.row : freshen(found.row);
  const row = await tell();
  // Not all at the same look: the first times are spread over the second half.
  const part = found === undefined ? 0.5 + (known.size % spread) / spread / 2 : 1;
  known.set(name, { runs, said, until: now + quietMs * part, row });
  return row;
}
