import type { BackfillStatus, Eta } from "../backfills/status";

/** A conservative end that was told to people, kept so that a miss can be noticed by whoever looks then. */
export type ToldEnd = {
  /** Made of run and number: who comes second keeps what was told first. */
  readonly id: string;
  /** The run, as `runKey` names it. */
  readonly run: string;
  /** Counts from 0 within a run. */
  readonly number: number;
  readonly toldAt: string;
  readonly conservative: string;
  readonly confidence: Eta["confidence"];
};

/** Names the run that a row speaks of; null where its start is not known. */
export function runKey({ name, startedAt }: Pick<BackfillStatus, "name" | "startedAt">): string | null {
  return startedAt === null ? null : `${name} ${startedAt}`;
}

/** After a first miss the next is told only when it is later than this part of the time that was foreseen, and than five minutes. */
const muchShare = 0.25;
const muchMs = 5 * 60_000;
/** An end that is missed by less than this part of the time that was foreseen has held, as far as a person cares. */
const slackShare = 0.05;

/**
 * The end that has to be kept as told now: the first of a run, the first that is more than a guess, and the next one after a miss.
 * Null where the last one kept still stands, and where there is none to tell.
 * @param told the ends kept of this run, oldest first
 * @param pollMs the time between two looks
 */
export function endToKeep(
  row: BackfillStatus,
  told: readonly ToldEnd[],
  now: Date,
  pollMs: number,
): Omit<ToldEnd, "id"> | null {
  const run = runKey(row);
  if (run === null || row.eta === null || !isUnderWay(row) || Date.parse(row.eta.conservative) <= now.getTime())
    return null;
  const last = told.at(-1);
  const { conservative, confidence } = row.eta;
  const next = { run, number: told.length, toldAt: now.toISOString(), conservative, confidence };
  if (last === undefined) return next;
  const firmer = last.confidence === "low" && confidence !== "low";
  return firmer || missedEnds(told, now, pollMs).some(({ number }) => number === last.number) ? next : null;
}

/**
 * The ends among those told of one run that have passed while it was under way: the first at once, later ones when missed by much.
 * By less than the time between two looks nothing is missed: it may have ended just now.
 */
export function missedEnds(told: readonly ToldEnd[], now: Date, pollMs: number): ToldEnd[] {
  const missed: ToldEnd[] = [];
  for (const [index, end] of told.entries()) {
    const until = Date.parse(told[index + 1]?.toldAt ?? now.toISOString());
    const foreseenMs = Date.parse(end.conservative) - Date.parse(end.toldAt);
    const slackMs =
      missed.length === 0 ? Math.max(foreseenMs * slackShare, pollMs) : Math.max(foreseenMs * muchShare, muchMs);
    if (until - Date.parse(end.conservative) > slackMs) missed.push(end);
  }
  return missed;
}

/** Alive, with an end to come. */
export function isUnderWay({ state }: Pick<BackfillStatus, "state">): boolean {
  return state === "running" || state === "stalled";
}
