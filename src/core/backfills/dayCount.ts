import type { ZonedClock } from "./zonedClock";

/** What is known from outside of the moment at which lines were written, milliseconds since 1970 UTC. */
export type WrittenBetween = {
  /** When the file began to be written. */
  readonly bornAt: number;
  /** When it was last written to. */
  readonly modifiedAt: number;
};

export type DayCount = {
  /**
   * The instant of a time of day.
   * @param arrivedAt when the line came, where somebody saw it come
   */
  instantOf(daytimeMs: number, arrivedAt: number | null): number;
};

const dayMs = 86_400_000;
const minuteMs = 60_000;
/** A clock that is set back, or lines out of order: not a new day. */
const halfDayMs = dayMs / 2;

/**
 * Puts the day to times that name none (`10:00:00`): the first is of the day on which the file was born, a jump of half a day back
 * is midnight, and a line that was seen to come is of the day on which it came. A file that was copied is younger than its last
 * change; its day is that of the change.
 * @param later whole days after that, as `daysLater` finds them
 */
export function dayCount(clock: ZonedClock, written: WrittenBetween | null, later = 0): DayCount {
  const start = written === null ? 0 : Math.min(written.bornAt, written.modifiedAt);
  let day: number | null = null;
  let previous = 0;
  return {
    instantOf(daytimeMs, arrivedAt) {
      if (arrivedAt !== null) day = dayOf(clock, daytimeMs, arrivedAt + minuteMs);
      else if (day === null) day = dayOf(clock, daytimeMs, start + dayMs - minuteMs) + later * dayMs;
      else if (previous - daytimeMs > halfDayMs) day += dayMs;
      // Lines of two threads around midnight.
      else if (daytimeMs - previous > dayMs - 10 * minuteMs) return clock(day - dayMs + daytimeMs);
      previous = daytimeMs;
      return clock(day + daytimeMs);
    },
  };
}

/** How many whole days after what was counted the last line was written: days without any line cannot be seen in such a log. */
export function daysLater(lastRecordAt: number | null, written: WrittenBetween | null): number {
  if (lastRecordAt === null || written === null) return 0;
  return Math.floor((written.modifiedAt + minuteMs - lastRecordAt) / dayMs);
}

/** The latest day, as a wall clock's midnight, on which this time was at or before an instant. */
function dayOf(clock: ZonedClock, daytimeMs: number, notAfter: number): number {
  let day = Math.floor(notAfter / dayMs) * dayMs + 2 * dayMs;
  while (clock(day + daytimeMs) > notAfter) day -= dayMs;
  return day;
}
