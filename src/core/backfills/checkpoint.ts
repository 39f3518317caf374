import * as z from "zod";
import { daysOf, parseCalendarDate, type CalendarDate } from "../calendar";

/** What a job's checkpoint file says of its dates. */
export type Checkpoint = {
  readonly succeeded: readonly CalendarDate[];
  readonly failed: readonly CalendarDate[];
  /** Taken for done by the job itself: it did not touch them. */
  readonly skipped: readonly CalendarDate[];
  /** What the run was to fill; null where the file does not say. */
  readonly dates: readonly CalendarDate[] | null;
  readonly total: number | null;
  /** When the file was written last, milliseconds since 1970 UTC. */
  readonly writtenAt?: number;
};

const dates = z.array(z.string()).transform((texts) => texts.flatMap((text) => parseCalendarDate(text) ?? []));

const checkpointSchema = z.looseObject({
  start_date: z.string().nullish(),
  end_date: z.string().nullish(),
  successful_dates: dates.default([]),
  failed_dates: dates.default([]),
  skipped_dates: dates.default([]),
  stats: z.looseObject({ total_days: z.number().int().min(0).nullish() }).nullish(),
});

/** Reads a checkpoint file; null when it is not one, or is just being written. */
export function readCheckpoint(text: string): Checkpoint | null {
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch {
    return null;
  }
  const parsed = checkpointSchema.safeParse(raw);
  if (!parsed.success) return null;
  const { start_date, end_date, successful_dates, failed_dates, skipped_dates, stats } = parsed.data;
  const [start, end] = [parseCalendarDate(start_date ?? ""), parseCalendarDate(end_date ?? "")];
  return {
    succeeded: successful_dates,
    failed: failed_dates,
    skipped: skipped_dates,
    dates: start !== undefined && end !== undefined && start <= end ? daysOf({ start, end }) : null,
    total: stats?.total_days ?? null,
  };
}
