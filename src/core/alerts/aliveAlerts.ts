import type { BackfillStatus } from "../backfills/status";
import { doneText } from "../report/backfillSentences";
import { etaText, momentText } from "../report/times";
import type { Alert, AlertSubject } from "./alert";
import type { News } from "./news";
import { isUnderWay, missedEnds, runKey } from "./toldEnd";

/** What is to be said of runs that are alive: that one has stalled, and that the end that was told has passed. */
export function aliveAlerts(news: News): Alert[] {
  return news.rows.filter(isUnderWay).flatMap((row) => [...stalledAlerts(row, news), ...missedAlerts(row, news)]);
}

function stalledAlerts(row: BackfillStatus, { now }: News): Alert[] {
  if (row.state !== "stalled") return [];
  const about: AlertSubject = { kind: "backfill", name: row.name };
  return [
    {
      // A run that went on and stalls again is news again.
      id: `stalled ${row.name} ${row.startedAt} ${row.done}`,
      event: "stall",
      severity: "warning",
      at: now.toISOString(),
      about,
      message: `${row.name} has stalled: it is alive, and has paused for longer than ever before.`,
      details: row.reason === null ? [] : [row.reason],
      steps: [{ title: "Open Log", command: "openLog", subject: about }],
    },
  ];
}

function missedAlerts(row: BackfillStatus, { toldEnds, now, pollMs, timeZone }: News): Alert[] {
  const key = runKey(row);
  const missed = missedEnds(
    toldEnds.filter(({ run }) => run === key),
    now,
    pollMs,
  ).at(-1);
  if (missed === undefined) return [];
  const about: AlertSubject = { kind: "backfill", name: row.name };
  const moment = (at: string): string => momentText(at, now, timeZone);
  const next = row.eta === null ? "" : ` It now ends ${etaText(row.eta, now, timeZone)}.`;
  const suspended = row.suspended ? " It is stopped by a signal, and does nothing until it is continued." : "";
  return [
    {
      id: `missed ${missed.id}`,
      event: "missed-eta",
      severity: "warning",
      at: missed.conservative,
      about,
      message: `${row.name} has not ended by ${moment(missed.conservative)}, the conservative end told at ${moment(missed.toldAt)}${missed.confidence === "low" ? " with low confidence" : ""}: ${doneText(row)} dates.${next}${suspended}`,
      details: [],
      steps: [{ title: "Open Log", command: "openLog", subject: about }],
    },
  ];
}
