import { addDays, daysOf, type CalendarDate } from "../calendar";
import { etaRemarkText } from "../report/etaRemark";
import type { EarlierPace } from "./earlierPaces";
import { countedPace } from "./countedPace";
import { estimateEnd, type Pace } from "./estimateEnd";
import { leftOf } from "./logProgress";
import { hasEnded, type LogRun } from "./logRun";
import type { Eta } from "./status";
import type { Interval } from "./workedTime";

export type EtaSource = {
  readonly run: Readonly<LogRun>;
  /** How many dates it is to fill. */
  readonly total: number | null;
  readonly workers: number | null;
  /** By the log's own clock, milliseconds since 1970 UTC. */
  readonly now: number;
  /** When it began, where its log does not say so yet; by the log's clock, too. */
  readonly startedAt?: number | null;
  /** The dates it was asked to fill, where they are known better than the log tells. */
  readonly dates?: readonly CalendarDate[] | null;
  /** By the log's clock. */
  readonly suspended?: readonly Interval[];
  readonly earlier?: readonly EarlierPace[];
};

/** When a run ends, as a pair; null where too little is known of it. */
export function etaOf(source: EtaSource): Eta | null {
  const { run, total, now } = source;
  const pace = hasEnded(run) || run.counted.last === null ? paceByDates(source) : countedPace(run.counted, total, now);
  const estimated = pace && estimateEnd(pace);
  if (estimated === null) return null;
  const { optimistic, conservative, confidence, remark } = estimated;
  return {
    optimistic: new Date(optimistic).toISOString(),
    conservative: new Date(conservative).toISOString(),
    confidence,
    ...(remark === null ? {} : { remark: etaRemarkText(remark, new Date(source.now)) }),
  };
}

/** The pace at which its dates ended; null where their number or its start is not known. */
function paceByDates(source: EtaSource): Pace | null {
  const { run, total, workers, now, suspended = [], earlier = [] } = source;
  const begun = run.startedAt ?? source.startedAt ?? null;
  if (total === null || begun === null) return null;
  // Between two passes over dates nothing ran.
  const startedAt = begun + run.idleMs;
  const asked = askedDates(source, total);
  return {
    startedAt,
    completions: run.completions,
    left: leftOf(run, total),
    workers: workers ?? 1,
    now,
    ...(asked === null || run.completedDates.length !== run.completions.length
      ? {}
      : { days: run.completedDates.map(dayNumber), asked: asked.map(dayNumber) }),
    suspended,
    earlier,
  };
}

/** The dates of the run in the order in which it takes them; null where they cannot be told. */
function askedDates({ run, dates }: EtaSource, total: number): readonly CalendarDate[] | null {
  const range = run.range === null ? null : daysOf(run.range);
  const known = [dates ?? null, range].find((one) => one?.length === total);
  if (known) return known;
  // One day after the other, from the first that is named.
  const first = run.completedDates.reduce<CalendarDate | undefined>(
    (least, date) => (least === undefined || date < least ? date : least),
    undefined,
  );
  if (first === undefined) return null;
  const last = addDays(first, Math.max(1, total) - 1);
  return run.completedDates.every((date) => date <= last) ? daysOf({ start: first, end: last }) : null;
}

const dayMs = 86_400_000;

/** Read once each: every look asks for those of hundreds of dates. */
const dayNumbers = new Map<CalendarDate, number>();
const mostDayNumbers = 50_000;

function dayNumber(date: CalendarDate): number {
  const known = dayNumbers.get(date);
  if (known !== undefined) return known;
  const read = Math.round(Date.parse(date) / dayMs);
  if (dayNumbers.size >= mostDayNumbers) dayNumbers.clear();
  dayNumbers.set(date, read);
  return read;
}
