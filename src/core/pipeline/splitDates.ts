import type { CalendarDate } from "../calendar";
import { failure, success, type Result } from "../result";

/**
 * Parts dates into as few pieces as fit into a command line each, in their order.
 * @param fits whether a command line with these dates can be started
 * @returns `invalid-configuration` when one date alone is too much
 */
export function splitDates(
  dates: readonly CalendarDate[],
  fits: (some: readonly CalendarDate[]) => boolean,
): Result<CalendarDate[][]> {
  const pieces: CalendarDate[][] = [];
  for (let from = 0; from < dates.length;) {
    const count = mostThatFit(dates.slice(from), fits);
    if (count === 0)
      return failure("invalid-configuration", "The command is too long for this system, also with a single date.");
    pieces.push(dates.slice(from, from + count));
    from += count;
  }
  return success(pieces);
}

function mostThatFit(dates: readonly CalendarDate[], fits: (some: readonly CalendarDate[]) => boolean): number {
  let [fitting, tooMany] = [0, dates.length + 1];
  while (tooMany - fitting > 1) {
    const middle = Math.floor((fitting + tooMany) / 2);
    if (fits(dates.slice(0, middle))) fitting = middle;
    else tooMany = middle;
  }
  return fitting;
}
