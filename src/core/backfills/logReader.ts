import { dayCount, type WrittenBetween } from "./dayCount";
import { bearsTime, instantOf, lineTime } from "./lineTime";
import { logLines, type LogLine } from "./logLines";
import { takeIn, type LogMatch, type LogRun } from "./logRun";
import { plainLine } from "./plainLine";
import { find, type Found, type LogEvent, type Recipe, type Rule } from "./recipe";
import { recentPauses } from "./recentPauses";
import { runKeeper } from "./runKeeper";
import type { ZonedClock } from "./zonedClock";

export type LogReading = {
  readonly run: Readonly<LogRun>;
  /** Time of the last line that counts, milliseconds since 1970 UTC; null when there was none, or none with a moment. */
  readonly lastRecordAt: number | null;
  /** Milliseconds between one line that counts and the next, as they came. */
  readonly pauses: readonly number[];
  readonly lines: {
    readonly read: number;
    readonly matched: number;
    /** Longer than what is kept of a line. */
    readonly cut: number;
  };
  /** How many lines each rule caught, in the order of the recipe. */
  readonly caught: readonly number[];
  /** Where its moments are from: what the log writes, or when somebody saw the lines come; null where it has none. */
  readonly moments: "log" | "arrival" | null;
};

/** A line that a rule caught, for whoever shows it. */
export type CaughtLine = {
  readonly event: LogEvent;
  /** Which of the recipe's rules, counted from 0. */
  readonly rule: number;
  readonly time: number | null;
  readonly groups: LogMatch["groups"];
};

export type LogReader = {
  /** Takes the next piece of the log, cut wherever it was cut: a line counts once its end is there. */
  read(text: string): void;
  /**
   * Takes a whole line.
   * @param arrivedAt when it was seen to come, milliseconds since 1970 UTC; null when it was there before anybody looked
   * @returns what it tells; null where no rule fits, or where it is not of the time that was asked for
   */
  take(line: LogLine, arrivedAt?: number | null): CaughtLine | null;
  /** Whether a line begins as a record does. */
  isHead(line: LogLine): boolean;
  /** Whether its times name no day, so that days had to be counted. */
  countsDays(): boolean;
  /** @param rest what has no end yet: a progress bar counts all the same, since only the next one would end it */
  reading(rest?: LogLine): LogReading;
};

export type LogReaderOptions = {
  readonly clock: ZonedClock;
  /** Lines before this instant belong to an earlier run, milliseconds since 1970 UTC. */
  readonly since?: number | null;
  /** Lines after this instant are not taken in. */
  readonly until?: number | null;
  /** Several commands write the log of one run, one after another: none of them begins a run of its own. */
  readonly oneRun?: boolean;
  /** When the file was written, for times that name no day. */
  readonly written?: WrittenBetween | null;
  /** See `dayCount`. */
  readonly daysLater?: number;
};

/** Reads a log piece by piece, so that what was read once need not be read again. */
export function logReader(recipe: Recipe, options: LogReaderOptions): LogReader {
  const { clock } = options;
  const [from, to] = [options.since ?? Number.NEGATIVE_INFINITY, options.until ?? Number.POSITIVE_INFINITY];
  const days = dayCount(clock, options.written ?? null, options.daysLater);
  const keeper = runKeeper(options.oneRun);
  const pauses = recentPauses();
  const counts = { read: 0, matched: 0, cut: 0 };
  const caught = recipe.rules.map(() => 0);
  const own = logLines();
  let lastRecordAt: number | null = null;
  let moments: LogReading["moments"] = null;
  let countsDays = false;
  let block: { readonly time: number | null; readonly level: string | null } | null = null;

  /** The message of a line that counts; null for one that does not. */
  function messageOf(text: string, arrivedAt: number | null): Message | null {
    if (recipe.record === null) return { text, time: arrivedAt, level: null, isHead: true };
    const head = find(recipe.record, text);
    const time = head && lineTime(head);
    // A form without a time, where there are others with one.
    if (head !== null && !bearsTime(head)) return { ...headOf(text, head), time: arrivedAt };
    if (head === null || time === null) return block && { ...block, text, isHead: false };
    countsDays ||= time.kind === "daytime";
    const at = time.kind === "daytime" ? days.instantOf(time.ms, arrivedAt) : instantOf(time, clock, lastRecordAt);
    return { ...headOf(text, head), time: at, isTimed: true };
  }

  function take(line: LogLine, arrivedAt: number | null = null): CaughtLine | null {
    counts.read++;
    if (line.cut) counts.cut++;
    const text = plainLine(line.bytes);
    const message = messageOf(text, arrivedAt);
    if (message === null || isOutside(message.time, from, to)) {
      if (message !== null) block = null;
      return null;
    }
    const previousAt = lastRecordAt;
    if (message.isHead) begin(message, arrivedAt);
    else if (text.startsWith("Traceback (most recent call last):")) block = null;
    const found = ruleFor(recipe.rules, message);
    if (found === null) return null;
    counts.matched++;
    caught[found.rule] = (caught[found.rule] ?? 0) + 1;
    keeper.take({ ...found, first: recipe.rules[found.rule]?.first ?? 1 }, previousAt);
    return found;
  }

  function begin({ text, time, level, isTimed }: Message, arrivedAt: number | null): void {
    block = recipe.record !== null && /^[\s=\-_*#~]*$/.test(text) && !isSevere(level) ? { time, level } : null;
    if (time !== null) {
      moments = isTimed !== true && arrivedAt !== null ? "arrival" : "log";
      if (lastRecordAt !== null) pauses.take(Math.max(0, time - lastRecordAt));
      lastRecordAt = time;
    }
    const run = keeper.run();
    if (isSevere(level)) {
      run.errors++;
      run.lastError = text.trim().slice(0, longestError);
    } else if (/^warn/i.test(level ?? "")) run.warnings++;
  }

  /** A bar that is drawn and has no end yet: the run as it says, without taking it in. */
  function withRest(rest: LogLine | undefined): LogRun {
    const run = keeper.run();
    if (!rest?.drawn || recipe.record !== null) return run;
    const found = ruleFor(recipe.rules, { text: plainLine(rest.bytes), time: null, level: null, isHead: true });
    if (found?.event !== "progress") return run;
    const peeked = { ...run, counted: { ...run.counted, earlier: [...run.counted.earlier] } };
    takeIn(peeked, { ...found, time: moments === "arrival" ? lastRecordAt : null });
    return peeked;
  }

  return {
    read: (text) => own.read(new TextEncoder().encode(text), (line) => void take(line)),
    take,
    isHead: ({ bytes }) => recipe.record !== null && find(recipe.record, plainLine(bytes)) !== null,
    countsDays: () => countsDays,
    reading: (rest) => ({
      run: withRest(rest ?? own.rest()),
      lastRecordAt,
      pauses: pauses.all(),
      lines: { ...counts },
      caught: [...caught],
      moments,
    }),
  };
}

const longestError = 500;

type Message = {
  readonly text: string;
  readonly time: number | null;
  readonly level: string | null;
  /** The first line of its record. */
  readonly isHead: boolean;
  /** The line itself tells its time. */
  readonly isTimed?: true;
};

function headOf(text: string, { end, groups }: Found): Omit<Message, "time"> {
  return { text: text.slice(end), level: groups["level"] ?? null, isHead: true };
}

function isOutside(time: number | null, from: number, to: number): boolean {
  return time !== null && (time < from || time > to);
}

function isSevere(level: string | null): boolean {
  return /^(?:error|critical|fatal)$/i.test(level ?? "");
}

function ruleFor(rules: readonly Rule[], { text, time, level, isHead }: Message): CaughtLine | null {
  for (const [rule, { event, contains, pattern, levels, block }] of rules.entries()) {
    if (!text.includes(contains) || (!isHead && !block)) continue;
    if (levels !== null && !levels.includes(level ?? "")) continue;
    const found = find(pattern, text);
    if (found) return { event, rule, time, groups: found.groups };
  }
  return null;
}
