import {
  earlierPacesOf,
  forecastDue,
  forecastScore,
  reviewOf,
  type ForecastRecord,
} from "../../core/backfills/forecast";
import type { EarlierPace } from "../../core/backfills/earlierPaces";
import type { BackfillStatus } from "../../core/backfills/status";
import {
  seenStopped,
  sleptBetween,
  suspendedTimes,
  type ClockReading,
  type Suspension,
} from "../../core/backfills/suspensions";
import type { Interval } from "../../core/backfills/workedTime";
import type { SeenBackfill } from "./lookAtBackfills";
import type { Clock, Ports } from "../ports";
import { recordId } from "../recordId";
import type { Run } from "./runs";

/** What is on record for telling when runs end: when they could not work, what was forecast, how long earlier ones took. */
export type Foresight = {
  readonly suspensions: readonly Suspension[];
  readonly forecasts: readonly ForecastRecord[];
};

type Watching = Pick<Ports, "clock" | "store">;

/** Both clocks at the look before, by the clock that was read. */
const looks = new WeakMap<Clock, ClockReading>();

/** Reads what is on record, and adds to it first that the machine slept since the look before. */
export async function readForesight(ports: Watching): Promise<Foresight> {
  const { clock, store } = ports;
  if (clock.monotonicMs !== undefined) {
    const reading = { wallMs: clock.now().getTime(), monotonicMs: clock.monotonicMs() };
    const before = looks.get(clock);
    looks.set(clock, reading);
    const slept = before ? sleptBetween(before, reading) : null;
    if (slept !== null) await appendSuspension(ports, { run: null, ...isoTimes(slept), open: false });
  }
  const [suspensions, forecasts] = await Promise.all([store.suspensions(), store.forecasts()]);
  return { suspensions, forecasts };
}

/** What the estimate of a run has to know besides the run. */
export function aroundRun(
  { suspensions, forecasts }: Foresight,
  name: string,
  run: Run | null,
  now: number,
): { readonly suspended: readonly Interval[]; readonly earlier: readonly EarlierPace[] } {
  return {
    suspended: suspendedTimes(suspensions, run?.started.id ?? "", now),
    earlier: earlierPacesOf(forecasts, name),
  };
}

/**
 * Keeps what a look has shown of a backfill: that its run is stopped, when it is said to end, how it came out; and adds to its row
 * how often what was said held. What cannot be written now is written at the next look; that records cannot be written is told by
 * the look itself.
 */
export async function keepForesight(
  ports: Watching,
  foresight: Foresight,
  { name, runs, living }: SeenBackfill,
  row: BackfillStatus,
): Promise<BackfillStatus> {
  const run = living?.at(-1) ?? runs.at(-1);
  // A log that nobody was seen to write, or processes that cannot be looked at: nothing is said of the run.
  if (run === undefined || living === null || row.pid !== run.started.pid) return scored(row, foresight.forecasts);
  const now = ports.clock.now().getTime();
  const { id } = run.started;
  if (run.ended === null) {
    const stopped = seenStopped(foresight.suspensions, id, row.suspended, now);
    if (stopped !== null) await appendSuspension(ports, stopped);
    const due = row.suspended ? null : forecastDue(row, id, now, foresight.forecasts);
    const step = due && { type: due.type, run: due.run, tenth: due.tenth };
    if (due !== null) await ports.store.appendForecast({ ...due, id: recordId(step ?? due) });
    return scored(row, foresight.forecasts);
  }
  if (foresight.forecasts.some((one) => one.type === "ended" && one.run === id))
    return scored(row, foresight.forecasts);
  const review = reviewOf(row, id, foresight.forecasts, suspendedTimes(foresight.suspensions, id, now));
  if (review === null) return scored(row, foresight.forecasts);
  const record = { ...review, id: recordId({ type: review.type, run: name, of: id }) };
  await ports.store.appendForecast(record);
  return scored(row, [...foresight.forecasts, record]);
}

function scored(row: BackfillStatus, forecasts: readonly ForecastRecord[]): BackfillStatus {
  return { ...row, forecasts: forecastScore(forecasts, row.name) };
}

async function appendSuspension({ store }: Watching, suspension: Omit<Suspension, "id">): Promise<void> {
  const { run, from } = suspension;
  await store.appendSuspension({ ...suspension, id: recordId({ run, from }) });
}

function isoTimes({ from, to }: Interval): { readonly from: string; readonly to: string } {
  return { from: new Date(from).toISOString(), to: new Date(to).toISOString() };
}
