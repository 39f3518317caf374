import type { LogProgress, TriedLog } from "../backfills/status";
import { countedText, countText } from "./numbers";
import { datesText, durationText, etaText } from "./times";

/** What a recipe caught in a log, as the terminal shows it. */
export function triedLogText(tried: TriedLog, now: Date): string {
  const { lines, recipe, rules, uncaught, remarks } = tried;
  return [
    countsText(tried),
    ...endText(tried, now),
    ...failuresText(tried),
    ...metricsText(tried),
    ...remarks,
    `${countText(lines.matched)} of ${countedText(lines.read, "line")} fit the recipe ${recipe}:`,
    ...rules.map(
      ({ event, pattern, lines: caught }) => `  ${countText(caught).padStart(9)}  ${event.padEnd(9)}  ${pattern}`,
    ),
    ...(uncaught.length === 0 ? [] : ["No rule fits these lines, which look like progress:"]),
    ...uncaught.map(({ line, text }) => `  ${countText(line).padStart(9)}  ${text}`),
  ].join("\n");
}

/** `running: 40 done, 1 failed, of 944 dates; 9,204 records`. */
export function countsText({ state, done, failed, total, records, skippedDates, percent }: LogProgress): string {
  const counted = [
    `${state}: ${countText(done)} done`,
    `${countText(failed)} failed`,
    ...(skippedDates.length > 0 ? [`${countText(skippedDates.length)} skipped`] : []),
    total === null ? "of an unknown number" : `of ${countText(total)}`,
  ].join(", ");
  const share = percent !== null && total === null ? `; ${percent.toFixed(1)} %` : "";
  return `${counted}${share}${records === null ? "" : `; ${countedText(records, "record")}`}`;
}

function endText({ eta, remaining, elapsedMs, moments }: TriedLog, now: Date): string[] {
  const elapsed = elapsedMs === null ? [] : [`took ${durationText(elapsedMs)} so far`];
  if (eta !== null) return [`ends ${etaText(eta, now)} (${eta.confidence} confidence)`];
  if (remaining !== null) {
    const pair = [remaining.optimisticMs, remaining.conservativeMs].map((ms) => durationText(ms)).join(" to ");
    const byBar = remaining.byBarMs === null ? "" : `; the bar itself says ${durationText(remaining.byBarMs)}`;
    return [...elapsed, `${pair} left when its last line was written (${remaining.confidence} confidence${byBar})`];
  }
  return moments === null
    ? ["Its lines have no time of their own, so when it ends cannot be told from the log alone."]
    : [];
}

function failuresText({
  failedDates,
  unfinishedDates,
  failureReasons,
  failedItems,
  errors,
  lastError,
}: TriedLog): string[] {
  return [
    ...(failedDates.length === 0 ? [] : [`failed: ${datesText(failedDates)}`]),
    ...failedDates.flatMap((date) =>
      failureReasons[date] === undefined ? [] : [`  ${date}  ${failureReasons[date]}`],
    ),
    ...(unfinishedDates.length === 0 ? [] : [`unfinished: ${datesText(unfinishedDates)}`]),
    ...failedItems.map(({ name, reason }) => `  failed: ${name}${reason === null ? "" : `  ${reason}`}`),
    ...(errors === 0 || lastError === null
      ? []
      : [`${countedText(errors, "line")} of level ERROR; the last: ${lastError}`]),
  ];
}

function metricsText({ metrics, rounds }: TriedLog): string[] {
  const names = Object.keys(metrics);
  return [
    ...(rounds === null ? [] : [countedText(rounds, "round")]),
    ...names.slice(0, mostMetrics).map((name) => `  ${name}  ${metrics[name]}`),
    ...(names.length > mostMetrics ? [`  … and ${countText(names.length - mostMetrics)} more metrics`] : []),
  ];
}

const mostMetrics = 20;
