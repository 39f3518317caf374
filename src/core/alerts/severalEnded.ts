import { countedText } from "../report/numbers";
import type { Alert, AlertStep } from "./alert";

/** Alerts that belong together, as one; the ids are those of all of them. */
export type ToldTogether = Pick<Alert, "severity" | "message" | "details" | "steps"> & {
  readonly ids: readonly string[];
};

/** More than these are only counted. */
const mostNamed = 4;

/**
 * Puts several backfills that ended while nobody looked into one alert; what is left stays as it is. Whoever comes back wants one
 * summary, not a pile.
 */
export function toldTogether(alerts: readonly Alert[]): ToldTogether[] {
  const ended = alerts.filter(isBackfillEnd);
  const alone = alerts.filter((alert) => ended.length < 2 || !ended.includes(alert)).map(byItself);
  return ended.length < 2 ? alone : [summaryOf(ended), ...alone];
}

function isBackfillEnd({ id, about }: Alert): boolean {
  return about.kind === "backfill" && id.startsWith("ended ");
}

function byItself({ id, severity, message, details, steps }: Alert): ToldTogether {
  return { ids: [id], severity, message, details, steps };
}

function summaryOf(ended: readonly Alert[]): ToldTogether {
  const bad = ended.filter(({ severity }) => severity !== "information");
  const ordered = [...bad, ...ended.filter((alert) => !bad.includes(alert))];
  const named = ordered.slice(0, mostNamed).map(({ message }) => message);
  const more = ordered.length > mostNamed ? [`And ${ordered.length - mostNamed} more.`] : [];
  const validate: AlertStep = { title: "Validate", command: "validate" };
  const show: AlertStep = { title: "Show Failed Dates", command: "showFailedDates" };
  return {
    ids: ended.map(({ id }) => id),
    severity: ended.some(({ severity }) => severity === "error") ? "error" : bad.length > 0 ? "warning" : "information",
    message: `${countedText(ended.length, "backfill")} ended. ${[...named, ...more].join(" ")}`,
    details: [],
    steps: bad.length > 0 ? [show, validate] : [validate],
  };
}
