import { monthGroups, type MonthGroup } from "../backfills/monthGroups";
import { uncommitted } from "../backfills/staleCode";
import type { BackfillStatus, StaleCode } from "../backfills/status";
import type { CalendarDate } from "../calendar";
import { isAlive } from "./backfillSentences";
import { countedText, countText } from "./numbers";
import { datesText, momentText } from "./times";

/** What is told of a backfill's dates, in words: the same in the command line and in the tree. */

/** `2021-10 … 2022-08`, `2022-09`. */
export function monthsText({ first, last }: Pick<MonthGroup, "first" | "last">): string {
  return first === last ? first : `${first} … ${last}`;
}

/**
 * `335 dates`, `18 of 30`, `329 of 335, 6 failed`, `12 of 31, 19 unfinished`, `579 dates`, `31 dates left out`.
 * @param word what dates are that are all alike, ` done`
 */
export function monthCountsText({ kind, counts }: Pick<MonthGroup, "kind" | "counts">, word = ""): string {
  const { done, failed, running, pending, skipped, unfinished } = counts;
  const all = done + failed + running + pending + unfinished;
  const leftOut = skipped === 0 ? "" : `${countedText(skipped, "date")} left out`;
  if (kind === "skipped") return leftOut;
  const whole = done === all || pending === all || unfinished === all;
  const parts = [
    whole ? `${countedText(all, "date")}${word}` : `${countText(done)} of ${countText(all)}`,
    failed === 0 ? "" : `${countText(failed)} failed`,
    unfinished === 0 || whole ? "" : `${countText(unfinished)} unfinished`,
    leftOut,
  ];
  return parts.filter((part) => part !== "").join(", ");
}

/** A line of months: `2021-10 … 2022-08: 335 dates done; 2022-09: 18 of 30`; empty where one state says it all. */
export function monthsLine({ months }: Pick<BackfillStatus, "months">): string {
  const groups = monthGroups(months);
  if (groups.length < 2) return "";
  const words = { done: " done", pending: " to come", unfinished: " unfinished" };
  const wordOf = ({ kind }: MonthGroup): string => (kind in words ? words[kind as keyof typeof words] : "");
  const told = groups
    .slice(0, mostGroups)
    .map((group) => `${monthsText(group)}: ${monthCountsText(group, wordOf(group))}`);
  return `${told.join("; ")}${groups.length > mostGroups ? "; …" : ""}`;
}

const mostGroups = 8;

/** Failed dates with the log's reasons: `2021-10-03, 2021-11-09 (Processing failed); 2021-12-25 (413 Request too large)`. */
export function failuresText({ failedDates, failureReasons }: BackfillStatus, most = 8): string {
  const byReason = new Map<string, CalendarDate[]>();
  for (const date of failedDates) {
    const reason = failureReasons[date] ?? "";
    byReason.set(reason, [...(byReason.get(reason) ?? []), date]);
  }
  return [...byReason]
    .map(([reason, dates]) => `${datesText(dates, most)}${reason === "" ? "" : ` (${reason})`}`)
    .join("; ");
}

/** `started 10:59, fix 390caba came at 13:50: its rows will not have it`. */
export function staleCodeText(
  status: Pick<BackfillStatus, "startedAt" | "state" | "pid">,
  { commit, at, fix, files = [] }: StaleCode,
  now: Date,
  timeZone?: string,
): string {
  const moment = momentText(at, now, timeZone);
  const started = status.startedAt === null ? "" : `started ${momentText(status.startedAt, now, timeZone)}, `;
  const alive = isAlive(status);
  if (fix !== null) return `${started}fix ${commit} came at ${moment}: its rows ${alive ? "will" : "do"} not have it`;
  const how = commit === uncommitted ? "not committed" : commit;
  const were = files.length === 1 ? "was" : "were";
  return `${started}${files.join(", ")} ${were} changed at ${moment} (${how}): it ${alive ? "runs" : "ran"} the code from before`;
}

/** `9,204`, `71,943 of 72,000 expected`; empty where nothing is known of records. */
export function recordsText({ records, expectedRecords }: Pick<BackfillStatus, "records" | "expectedRecords">): string {
  if (expectedRecords === null) return records === null ? "" : countText(records);
  return `${records === null ? "?" : countText(records)} of ${countText(expectedRecords)} expected`;
}
