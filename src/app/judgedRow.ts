import type { RunEvidence } from "../core/backfills/runOutcome";
import type { BackfillStatus } from "../core/backfills/status";
import type { Ports } from "./ports";

/** What a row was told from; whatever of it is another makes another row. */
export type ToldFrom = {
  readonly evidence: RunEvidence;
  readonly waitingFor: readonly string[];
  readonly kind: string;
  readonly doneBefore: readonly string[];
};

type Judged = { readonly from: ToldFrom; readonly at: number; readonly row: BackfillStatus };

/** Kept with the records that the rows speak of. */
const remembered = new WeakMap<Ports["store"], Map<string, Judged>>();
/** A live row is told anew at least this often: its end is put off while nothing comes, and it may stall. */
const freshMs = 5_000;

/**
 * The row of a backfill, told again only when something that it is told from has changed, or, while it is alive, some seconds have
 * passed: looks come each second, and most backfills say nothing new between two of them.
 * @param now milliseconds since 1970 UTC
 */
export function judgedRow(
  { store }: Pick<Ports, "store">,
  name: string,
  from: ToldFrom,
  now: number,
  judge: () => BackfillStatus,
): BackfillStatus {
  const known = remembered.get(store) ?? new Map<string, Judged>();
  remembered.set(store, known);
  const found = known.get(name);
  const isFresh = found !== undefined && now >= found.at && now - found.at < freshMs;
  if (isFresh && isSame(found.from.evidence, from.evidence) && isSame(found.from, from, "evidence"))
    return { ...found.row, elapsedMs: elapsedMs(from.evidence, now) };
  const row = judge();
  known.set(name, { from, at: now, row });
  return row;
}

function elapsedMs({ startedAt, endedAt }: RunEvidence, now: number): number | null {
  return startedAt === null ? null : Math.max(0, (endedAt ?? now) - startedAt);
}

/** Member by member; lists by what is in them, everything else by being the very same. */
function isSame(one: object, other: object, except = ""): boolean {
  const entries = Object.entries(one);
  const others = new Map(Object.entries(other) as [string, unknown][]);
  return (
    entries.length === others.size &&
    entries.every(([key, value]) => key === except || isSameValue(value, others.get(key)))
  );
}

function isSameValue(one: unknown, other: unknown): boolean {
  if (Object.is(one, other)) return true;
  if (!Array.isArray(one) || !Array.isArray(other)) return false;
  return one.length === other.length && one.every((item, index) => Object.is(item, other[index]));
}
