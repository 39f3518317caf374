import type { Look, SeenBackfill } from "./lookAtBackfills";
import type { FileFacts, Ports } from "../ports";
import type { WatchedRow } from "./runRow";
import type { Run } from "./runs";

type Quiet = {
  readonly runs: readonly Run[];
  readonly said: string;
  /** Of its log; null where there was none. */
  readonly facts: FileFacts | null;
  readonly until: number;
  readonly row: WatchedRow;
};

/** Into so many parts the times are spread. */
const spread = 10;
/** Kept with the records that the rows speak of. */
const remembered = new WeakMap<Ports["store"], Map<string, Quiet>>();
/** So many rows of runs whose logs have grown are told at one look; with more of them, each has its turn within the quiet time. */
const mostGrown = 2;
/** How many rows of live runs were told at a look. */
const toldAt = new WeakMap<Look, number>();

/**
 * The row of a backfill as an earlier look told it, while nothing new is on record and its log has not grown: looks come each second, and
 * most backfills say nothing new between two of them. Whatever else could say something is looked at when the time is over.
 * Whether its process is there is not kept: a run that has gone is on record as ended, and its row is told anew at once.
 * @param quietMs how long at most; 0 tells every row anew
 * @param freshen what of a live row changes at each look all the same: its time and what its processes take
 */
export async function quietRow(
  { store, clock, files }: Pick<Ports, "store" | "clock" | "files">,
  look: Look,
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
  const said = [backfill.kind, look.trouble, alive?.started.id, ...waitingFor].join("\n");
  const found = known.get(name);
  const isQuiet = found?.runs === runs && found.said === said && now < found.until && now >= found.until - quietMs;
  const told = toldAt.get(look) ?? 0;
  // Asked before the row is told: what is written meanwhile is news to the next look.
  const isAsked = log !== null && (!isQuiet || told < mostGrown);
  const facts = isAsked ? await files.stat(log) : null;
  const hasGrown = isAsked && !isSameFile(facts, found?.facts ?? null);
  if (isQuiet && !hasGrown) return alive === undefined ? found.row : freshen(found.row);
  if (alive !== undefined) toldAt.set(look, told + 1);
  const row = await tell();
  // Not all at the same look: the first times are spread over the second half.
  const part = found === undefined ? 0.5 + (known.size % spread) / spread / 2 : 1;
  known.set(name, { runs, said, facts, until: now + quietMs * part, row });
  return row;
}

function isSameFile(one: FileFacts | null, other: FileFacts | null): boolean {
  return (
    one?.identity === other?.identity &&
    one?.size === other?.size &&
    one?.modifiedAt.getTime() === other?.modifiedAt.getTime()
  );
}
