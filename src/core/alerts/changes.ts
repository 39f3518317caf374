import type { BackfillStatus, Eta } from "../backfills/status";
import { doneText, endText, isAlive, stateText } from "../report/backfillSentences";
import { followUpsText } from "./followUp";

/** Something that is different from the look before; a line of `headgate watch`. */
export type Change = {
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly backfill: string;
  readonly kind: "state" | "failed-date" | "progress" | "eta" | "disagreement" | "follow-up";
  readonly text: string;
};

/** What was last told of a backfill. */
export type Told = { readonly row: BackfillStatus; readonly eta: Eta | null };

/** The conservative end has to move by this part of the time left, and by a minute, before it is worth a line. */
const movedShare = 0.15;
const movedMs = 60_000;

/**
 * What has changed in a row since it was last told: its state, dates that failed, each further tenth of its dates, an end that has
 * moved, what followed.
 * @param told null for a backfill that is looked at for the first time
 */
export function changesOf(
  told: Told | null,
  row: BackfillStatus,
  now: Date,
  timeZone?: string,
): { readonly changes: readonly Change[]; readonly told: Told } {
  const before = told?.row.startedAt === row.startedAt ? told.row : null;
  const change = (kind: Change["kind"], text: string): Change => ({
    at: now.toISOString(),
    backfill: row.name,
    kind,
    text,
  });
  const end = endText(row, now, timeZone);
  const progress = `${doneText(row)} dates${end && `, ${end}`}`;
  // What had failed before anybody looked is counted in the first line.
  const changes: Change[] = told === null ? [] : newlyFailed(before, row).map((text) => change("failed-date", text));
  const stateChanged = before?.state !== row.state;
  const further = isAlive(row) && before !== null && tenths(row) > tenths(before);
  if (stateChanged)
    changes.push(change("state", row.total === null ? stateText(row) : `${stateText(row)}: ${progress}`));
  else if (further) changes.push(change("progress", progress));
  else if (hasMoved(told?.eta ?? null, row.eta, now)) changes.push(change("eta", end));
  for (const sentence of row.disagreements)
    if (!before?.disagreements.includes(sentence)) changes.push(change("disagreement", sentence));
  const followed = followUpsText(row.followUps ?? []);
  if (followed !== "" && followed !== followUpsText(before?.followUps ?? []))
    changes.push(change("follow-up", `then: ${followed}`));
  const toldEta = changes.some(({ kind }) => kind === "state" || kind === "progress" || kind === "eta");
  return { changes, told: { row, eta: toldEta ? row.eta : (told?.eta ?? null) } };
}

function newlyFailed(before: BackfillStatus | null, row: BackfillStatus): string[] {
  const known = new Set(before?.failedDates ?? []);
  return row.failedDates
    .filter((date) => !known.has(date))
    .map((date) => {
      const reason = row.failureReasons[date];
      return `${date} failed${reason === undefined ? "" : `: ${reason}`}`;
    });
}

function tenths({ done, failed, total }: BackfillStatus): number {
  return total === null || total === 0 ? 0 : Math.floor(((done + failed) * 10) / total);
}

function hasMoved(told: Eta | null, eta: Eta | null, now: Date): boolean {
  if (eta === null || eta.confidence === "low") return false;
  if (told === null || told.confidence === "low") return true;
  const moved = Math.abs(Date.parse(eta.conservative) - Date.parse(told.conservative));
  return moved > Math.max(movedMs, movedShare * (Date.parse(told.conservative) - now.getTime()));
}
