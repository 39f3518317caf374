import type { Eta, Phase } from "../backfills/status";
import { momentText } from "./times";

/** A moment of the timeline: when at the earliest, when to be safe, and what has to be known of it. */
export type TimelineRow = {
  /** `team_offense ends`, `validation of team_offense starts`. */
  readonly step: string;
  /** `—` where it could not be told. */
  readonly optimistic: string;
  readonly conservative: string;
  readonly remark: string;
};

/** The timeline as it is shown everywhere: the end of what is under way, start and end of what comes after it. */
export function timelineRows(timeline: readonly Phase[], now: Date, timeZone?: string): TimelineRow[] {
  return timeline.flatMap((phase) => {
    const name = phaseName(phase);
    const isToCome = phase.starts === null || Date.parse(phase.starts.optimistic) > now.getTime();
    const ends = timelineRow(`${name} ends`, phase.ends, phase.reason, now, timeZone);
    // What nothing is known of is told in one line.
    if (!isToCome || phase.starts === null) return [ends];
    return [timelineRow(`${name} starts`, phase.starts, null, now, timeZone), ends];
  });
}

function phaseName({ kind, name }: Phase): string {
  return kind === "backfill" ? name : `${kind} ${kind === "validation" ? "of " : ""}${name}`;
}

function timelineRow(step: string, pair: Eta | null, reason: string | null, now: Date, timeZone?: string): TimelineRow {
  const shown = (moment: string): string => momentText(moment, now, timeZone);
  return {
    step,
    optimistic: pair === null ? "—" : shown(pair.optimistic),
    conservative: pair === null ? "—" : shown(pair.conservative),
    remark: reason ?? pair?.remark ?? "",
  };
}
