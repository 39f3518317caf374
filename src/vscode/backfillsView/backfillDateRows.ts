import { monthGroups, type MonthGroup } from "../../core/backfills/monthGroups";
import type { BackfillStatus, MonthOfDates } from "../../core/backfills/status";
import type { CalendarDate } from "../../core/calendar";
import { monthCountsText, monthsText } from "../../core/report/backfillDates";
import { countedText } from "../../core/report/numbers";
import { datesText } from "../../core/report/times";
import { isAlive } from "../facts";
import { monthIcons, plainIcons } from "../rows/icons";
import { tooltip, tooltipText } from "../rows/tooltip";
import type { Row, RowIcon } from "../rows/row";

/** More dates than this are told by month. */
const mostDates = 14;

/** The dates of a run: those that need somebody, then all of them by month. `id` is that of the run's own row. */
export function backfillDateRows(status: BackfillStatus, id: string): Row[] {
  const { failedDates, unfinishedDates, runningDates } = status;
  return [
    ...listRows(status, id, "failed", failedDates, plainIcons.failedDates),
    ...listRows(status, id, "unfinished", unfinishedDates, plainIcons.unfinishedDates),
    ...listRows(status, id, "working on", runningDates, plainIcons.underWay),
    ...monthGroups(status.months).map((group) => groupRow(status, id, group)),
    ...unnamedRows(status, id),
  ];
}

function listRows(
  status: BackfillStatus,
  run: string,
  word: string,
  dates: readonly CalendarDate[],
  icon: RowIcon,
): Row[] {
  if (dates.length === 0) return [];
  const id = `${run} ${word}`;
  const isTold = dates.length <= mostDates;
  const months = new Set(dates.map((date) => date.slice(0, 7)));
  const row: Row = {
    id,
    label: word,
    description: word === "working on" ? datesText(dates, 3) : countedText(dates.length, "date"),
    icon,
    tooltip: tooltip(`**${word}**`, tooltipText(datesText(dates, 40))),
    context: `dates ${word}${isAlive(status) || word === "working on" ? "" : " retryable"}`,
    subject: { kind: "backfill", name: status.name },
  };
  if (word === "working on") return [row];
  if (isTold) return [{ ...row, children: dates.map((date) => dateRow(status, id, date, "")) }];
  const children = [...months].map((month): Row => {
    const ofMonth = dates.filter((date) => date.startsWith(month));
    return {
      id: `${id} ${month}`,
      label: month,
      description: countedText(ofMonth.length, "date"),
      children: ofMonth.map((date) => dateRow(status, `${id} ${month}`, date, "")),
    };
  });
  return [{ ...row, children }];
}

/** A date; one that failed says why, and a click leads to its line in the log. */
function dateRow(status: BackfillStatus, parent: string, date: CalendarDate, word: string): Row {
  const reason = status.failureReasons[date];
  const described = [word, reason].filter(Boolean).join(": ");
  const row: Row = { id: `${parent} ${date}`, label: date, ...(described === "" ? {} : { description: described }) };
  if (status.log === null || !status.failedDates.includes(date)) return row;
  return {
    ...row,
    tooltip: tooltip(`**${date}** failed`, tooltipText(reason ?? "The log does not say why.")),
    context: "date failed log",
    subject: { kind: "backfill", name: status.name, date, log: status.log },
    opensLog: true,
  };
}

/** `2021-10 … 2022-08 | 335 dates`: below it its months, and below a month the dates that are not simply done or to come. */
function groupRow(status: BackfillStatus, run: string, group: MonthGroup): Row {
  const id = `${run} ${group.kind} from ${group.first}`;
  // Done and to come are the common cases, and their signs well known; the rarer one has its word.
  const word = group.kind === "unfinished" ? " unfinished" : "";
  const description = monthCountsText(group, word);
  const [only] = group.months;
  const children =
    group.months.length === 1 && only
      ? toldDates(status, id, only)
      : group.months.map((month): Row => {
          const monthId = `${id} ${month.month}`;
          return {
            id: monthId,
            label: month.month,
            description: monthCountsText({ kind: group.kind, counts: month }, word),
            children: toldDates(status, monthId, month),
          };
        });
  return {
    id,
    label: monthsText(group),
    description,
    icon: monthIcons[group.kind],
    tooltip: tooltip(`**${monthsText(group)}**: ${kindWords[group.kind]}`, tooltipText(description)),
    context: "months",
    spoken: `${monthsText(group)}, ${kindWords[group.kind]}, ${description}`,
    children,
  };
}

const kindWords: Readonly<Record<MonthGroup["kind"], string>> = {
  done: "done",
  failed: "done with failures",
  partly: "partly done",
  unfinished: "unfinished",
  "under-way": "under way",
  pending: "to come",
  skipped: "left out, taken for done",
};

function toldDates(status: BackfillStatus, id: string, { month }: MonthOfDates): Row[] {
  const { failedDates, unfinishedDates, runningDates, skippedDates } = status;
  const states: [string, readonly CalendarDate[]][] = [
    ["failed", failedDates.filter((date) => !runningDates.includes(date))],
    ["unfinished", unfinishedDates],
    ["working on it", runningDates],
    ["left out", skippedDates],
  ];
  return states
    .flatMap(([word, dates]) => dates.filter((date) => date.startsWith(month)).map((date) => ({ word, date })))
    .sort((one, other) => (one.date < other.date ? -1 : 1))
    .map(({ word, date }) => dateRow(status, id, date, word));
}

/** Dates that are counted and not named. */
function unnamedRows(status: BackfillStatus, id: string): Row[] {
  const { months, total, done, failed } = status;
  const named = months.reduce(
    (sum, one) => sum + one.done + one.failed + one.running + one.pending + one.unfinished,
    0,
  );
  const rows: Row[] = [];
  const tell = (label: string, count: number, icon: RowIcon): void => {
    if (count > 0)
      rows.push({ id: `${id} ${label}`, label, description: countedText(count, "date"), icon, context: "fact" });
  };
  if (months.length === 0) tell("done", done, plainIcons.doneDates);
  const rest = Math.max(0, (total ?? 0) - (months.length === 0 ? done + failed : named));
  if (isAlive(status)) tell("to come", rest, plainIcons.pendingDates);
  else if (status.unfinishedDates.length === 0) tell("not tried", rest, plainIcons.unfinishedDates);
  return rows;
}
