import { daysOf, parseCalendarDate, type CalendarDate } from "../calendar";

const startOptions = ["--start-date", "--start_date", "--start", "--from"];
const endOptions = ["--end-date", "--end_date", "--end", "--to"];
const listOptions = ["--dates", "--date"];

/**
 * The dates a process was asked to fill, out of its own arguments (`--start-date D --end-date D`, `--dates D,D`, `--x=…` too).
 * @returns ascending, each once; null where the arguments name none
 */
export function argumentDates(argv: readonly string[]): CalendarDate[] | null {
  const listed = optionOf(argv, listOptions)
    ?.split(/[\s,]+/)
    .flatMap((word) => parseCalendarDate(word) ?? []);
  if (listed !== undefined && listed.length > 0) return [...new Set(listed)].sort();
  const start = parseCalendarDate(optionOf(argv, startOptions) ?? "");
  const end = parseCalendarDate(optionOf(argv, endOptions) ?? "");
  return start !== undefined && end !== undefined && start <= end ? daysOf({ start, end }) : null;
}

/** How many dates at once, out of `--workers N`; null where the arguments do not say. */
export function argumentWorkers(argv: readonly string[]): number | null {
  const workers = Number(optionOf(argv, ["--workers"]) ?? NaN);
  return Number.isInteger(workers) && workers > 0 ? workers : null;
}

function optionOf(argv: readonly string[], names: readonly string[]): string | undefined {
  for (const [index, word] of argv.entries()) {
    if (names.includes(word)) return argv[index + 1];
    const name = names.find((one) => word.startsWith(`${one}=`));
    if (name !== undefined) return word.slice(name.length + 1);
  }
  return undefined;
}
