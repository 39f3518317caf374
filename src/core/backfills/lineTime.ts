import type { Found } from "./recipe";
import type { ZonedClock } from "./zonedClock";

/** What the head of a line says of its moment. */
export type LineTime =
  /** Milliseconds since 1970 UTC, or a wall clock's reading as `Date.UTC(…)` of its parts. */
  | { readonly kind: "instant"; readonly ms: number }
  | { readonly kind: "wall"; readonly ms: number }
  /** The time of a day that is not told, milliseconds since midnight. */
  | { readonly kind: "daytime"; readonly ms: number };

const dayMs = 86_400_000;
const months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

const written =
  /^(\d{4})[-/](\d\d)[-/](\d\d)[ T,]+(\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)? ?(Z|UTC|GMT|[+-]\d\d(?::?\d\d)?)?$/;
const daytime = /^(\d\d?):(\d\d):(\d\d)(?:[.,](\d{1,9}))?$/;

/** Whether the head of a line holds a time at all, readable or not. */
export function bearsTime({ groups }: Found): boolean {
  return ["time", "epoch", "hour"].some((name) => groups[name] != null);
}

/** The moment of a line by the groups of its head; null where they are no time. */
export function lineTime({ groups }: Found): LineTime | null {
  if (groups["epoch"] != null) return fromEpoch(groups["epoch"]);
  const text = groups["time"];
  if (text == null) return fromParts(groups);
  const parts = written.exec(text);
  if (parts) {
    const [year, month, day, hour, minute, second] = parts
      .slice(1, 7)
      .map((part: string | undefined) => Number(part ?? "0"));
    const ms = wallOf(year, month, day, hour, minute, second, parts[7]);
    return ms === null ? null : inZone(ms, parts[8] ?? groups["zone"]);
  }
  const clock = daytime.exec(text);
  if (!clock) return null;
  const [hour = 0, minute = 0, second = 0] = clock.slice(1, 4).map(Number);
  return ofDay(hour, minute, second, clock[4]);
}

/**
 * The instant of a line.
 * @param previous the instant of the line before; tells which hour is meant when clocks go back and one comes twice
 */
export function instantOf(time: LineTime, clock: ZonedClock, previous: number | null): number {
  return time.kind === "instant" ? time.ms : clock(time.ms, previous ?? undefined);
}

/** Parts that stand apart: `year`, `month` (a number or an English name), `day`, `hour` (with `meridiem` AM or PM), … */
function fromParts(groups: Found["groups"]): LineTime | null {
  const number = (name: string): number => Number(groups[name] ?? NaN);
  const hour = hourOf(number("hour"), groups["meridiem"]);
  const [minute, second] = [number("minute"), groups["second"] ?? "0"];
  const [whole = "0", fraction] = second.split(/[.,]/);
  if (groups["day"] == null) return ofDay(hour, minute, Number(whole), fraction);
  const name = (groups["month"] ?? "").toLowerCase();
  const month = /^\d+$/.test(name) ? Number(name) : months.indexOf(name.slice(0, 3)) + 1;
  const ms = wallOf(number("year"), month, number("day"), hour, minute, Number(whole), fraction);
  return ms === null ? null : inZone(ms, groups["zone"]);
}

function hourOf(hour: number, meridiem: string | null | undefined): number {
  if (meridiem == null) return hour;
  return (hour % 12) + (/^p/i.test(meridiem) ? 12 : 0);
}

function fromEpoch(text: string): LineTime | null {
  const value = Number(text.replace(",", "."));
  if (!Number.isFinite(value)) return null;
  // Seconds of the year 5138 are milliseconds of 1973.
  return { kind: "instant", ms: Math.floor(value < 1e11 ? value * 1000 : value) };
}

function wallOf(
  year = NaN,
  month = NaN,
  day = NaN,
  hour = 0,
  minute = 0,
  second = 0,
  fraction?: string,
): number | null {
  const ms = Date.UTC(year, month - 1, day, hour, minute, second, milliseconds(fraction));
  const date = new Date(ms);
  // 2024-02-31 and 25:61 are no times; a leap second is.
  const exists = date.getUTCMonth() === month - 1 && minute < 60 && second <= 60 && hour < 24;
  return Number.isNaN(ms) || !exists ? null : ms;
}

function ofDay(hour: number, minute: number, second: number, fraction: string | undefined): LineTime | null {
  const ms = ((hour * 60 + minute) * 60 + second) * 1000 + milliseconds(fraction);
  return Number.isNaN(ms) || hour > 23 || minute > 59 || second > 60 ? null : { kind: "daytime", ms: ms % dayMs };
}

function milliseconds(fraction: string | undefined): number {
  return Number((fraction ?? "").padEnd(3, "0").slice(0, 3));
}

function inZone(wallMs: number, zone: string | null | undefined): LineTime {
  const offset = offsetIn(zone ?? "");
  return offset === null ? { kind: "wall", ms: wallMs } : { kind: "instant", ms: wallMs - offset };
}

/** `Z`, `UTC`, `+01:00`, `-0500`, `+01` in milliseconds; null where no zone is written. */
function offsetIn(zone: string): number | null {
  if (/^(?:Z|UTC|GMT)$/.test(zone)) return 0;
  const parts = /^([+-])(\d\d)(?::?(\d\d))?$/.exec(zone);
  if (!parts) return null;
  const minutes = Number(parts[2]) * 60 + Number(parts[3] ?? 0);
  return (parts[1] === "-" ? -minutes : minutes) * 60_000;
}
