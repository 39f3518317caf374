import type { RE2JS } from "re2js";
import { beginsAnew, newRun, takeIn, type LogMatch, type LogRun } from "./logRun";
import type { Recipe } from "./recipe";
import type { ZonedClock } from "./zonedClock";

export type LogReading = {
  readonly run: Readonly<LogRun>;
  /** Time of the last line that counts, milliseconds since 1970 UTC; null when there was none. */
  readonly lastRecordAt: number | null;
  /** Milliseconds between one line that counts and the next, as they came. */
  readonly pauses: readonly number[];
  readonly lines: { readonly read: number; readonly matched: number };
};

export type LogReader = {
  /** Takes the next piece of the log, cut wherever it was cut: a line counts once its end is there. */
  read(text: string): void;
  reading(): LogReading;
};

export type LogReaderOptions = {
  readonly clock: ZonedClock;
  /** Lines before this instant belong to an earlier run, milliseconds since 1970 UTC. */
  readonly since?: number | null;
  /** Lines after this instant are not taken in. */
  readonly until?: number | null;
  /** Several commands write the log of one run, one after another: none of them begins a run of its own. */
  readonly oneRun?: boolean;
};

/** Reads a log piece by piece, so that what was read once need not be read again. */
export function logReader(recipe: Recipe, { clock, since, until, oneRun = false }: LogReaderOptions): LogReader {
  const [from, to] = [since ?? Number.NEGATIVE_INFINITY, until ?? Number.POSITIVE_INFINITY];
  const recordGroups = Object.keys(recipe.record.namedGroups());
  const rules = recipe.rules.map((rule) => ({ ...rule, names: Object.keys(rule.pattern.namedGroups()) }));
  const pauses: number[] = [];
  const lines = { read: 0, matched: 0 };
  let run = newRun();
  let announced: LogMatch[] = [];
  let lastRecordAt: number | null = null;
  let rest = "";

  function takeLine(line: string): void {
    lines.read++;
    const record = groupsOf(recipe.record, recordGroups, line);
    const time = record && timeOf(record, clock, lastRecordAt);
    if (record === null || time === null || time < from || time > to) return;
    if (lastRecordAt !== null) pauses.push(Math.max(0, time - lastRecordAt));
    lastRecordAt = time;
    const match = matchOf(line.slice(record.end), time);
    if (match === null) return;
    lines.matched++;
    if (match.event === "announce") announced.push(match);
    if (match.event === "start") {
      if (!oneRun && beginsAnew(run, match)) {
        run = newRun();
        for (const earlier of announced) takeIn(run, earlier);
      } else run.summary = null;
      announced = [];
    }
    // What is announced after dates have ended is about the run that comes, or a repetition in a summary.
    if (match.event !== "announce" || run.completions.length === 0) takeIn(run, match);
  }

  function matchOf(message: string, time: number): LogMatch | null {
    for (const { event, contains, pattern, names } of rules) {
      if (!message.includes(contains)) continue;
      const found = groupsOf(pattern, names, message);
      if (found) return { event, time, groups: found.groups };
    }
    return null;
  }

  return {
    read(text) {
      const whole = (rest + text).split("\n");
      rest = whole.pop() ?? "";
      for (const line of whole) takeLine(line.endsWith("\r") ? line.slice(0, -1) : line);
    },
    reading: () => ({ run, lastRecordAt, pauses, lines }),
  };
}

type Found = { readonly groups: Readonly<Record<string, string | null>>; readonly end: number };

function groupsOf(pattern: RE2JS, names: readonly string[], text: string): Found | null {
  const matcher = pattern.matcher(text);
  if (!matcher.find()) return null;
  return { groups: Object.fromEntries(names.map((name) => [name, matcher.group(name)])), end: matcher.end() };
}

/** The instant of a line: by the offset it names itself, else by the clock of the log's zone. */
function timeOf({ groups }: Found, clock: ZonedClock, previous: number | null): number | null {
  const parts = /^(\d{4})-(\d\d)-(\d\d)[ T](\d\d):(\d\d):(\d\d)(?:[.,](\d{1,6}))?$/.exec(groups["time"] ?? "");
  if (!parts) return null;
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = parts.slice(1, 7).map(Number);
  const milliseconds = Number((parts[7] ?? "").padEnd(3, "0").slice(0, 3));
  const wallMs = Date.UTC(year, month - 1, day, hour, minute, second, milliseconds);
  const offset = offsetIn(groups["zone"] ?? "");
  return offset === null ? clock(wallMs, previous ?? undefined) : wallMs - offset;
}

/** `Z`, `+01:00`, `-0500` in milliseconds; null where no zone is written. */
function offsetIn(zone: string): number | null {
  if (zone === "Z") return 0;
  const parts = /^([+-])(\d\d):?(\d\d)$/.exec(zone);
  if (!parts) return null;
  const minutes = Number(parts[2]) * 60 + Number(parts[3]);
  return (parts[1] === "-" ? -minutes : minutes) * 60_000;
}
