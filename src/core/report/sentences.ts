import { parseDecimal, rowsNeeded } from "../coverage/decimal";
import { periodText } from "../coverage/period";
import type { CheckResult, CohortValue, Status } from "../coverage/validation";
import { dropPhrase, dropText, isDrop } from "./dropWords";
import { boundText, countedText, countText, numberText, percentageText, type Measured } from "./numbers";

/** What checks say, in words: the same in the command line, the tree, the gate and the report. */

/** A status as sign and word; the sign never stands alone. */
export const statusWords: Readonly<Record<Status, { readonly sign: string; readonly word: string }>> = {
  pass: { sign: "✓", word: "pass" },
  warn: { sign: "⚠", word: "warn" },
  fail: { sign: "✕", word: "fail" },
  unknown: { sign: "?", word: "could not measure" },
};

const fixedNames: Readonly<Record<string, string>> = {
  min_records: "records",
  max_records: "records",
  max_missing_dates: "missing dates",
  max_duplicates: "duplicates",
  max_age_hours: "age",
};

/**
 * What a check is about, as a person calls it: `usage_rate`, `records`, `missing dates`. One that a gate's `features:` ask
 * for says so, and a dated one names its period.
 */
export function checkName(check: Pick<CheckResult, "id">): string {
  const [path = "", period] = check.id.split("@");
  const key = path.slice(path.lastIndexOf(".") + 1);
  const name = fixedNames[key] ?? key.replace(/^(min|max)_(?=.)/, "").replace(/(?<=.)_pct$/, "");
  if (path.endsWith(`.features.${key}`)) return `${name} (feature)`;
  return period === undefined ? name : `${name} ${period.replace("..", "…")}`;
}

/** What was observed, with its unit: `3.7 %`, `121,254`, `31.2 hours`; `—` when nothing was measured. */
export function observedText(check: CheckResult): string {
  if (check.observed === null) return "—";
  const text = quantityText(check, check);
  const bound = decidingBound(check);
  // An average is judged exactly but told as a float, which may fall onto the bound that it misses.
  const onBound = bound !== null && check.denominator === null && check.observed === bound;
  if (!onBound || check.status === "pass" || check.status === "unknown") return text;
  return `just ${check.comparison === ">=" ? "below" : "above"} ${text}`;
}

/** What a cohort or a segment of the check observed, in the check's unit. */
export function quantityText(check: CheckResult, measured: Measured): string {
  if (measured.observed === null) return "—";
  if (isDrop(check)) return dropText(check);
  const bounds = [check.fail, check.warn];
  switch (check.unit) {
    case "%":
      return percentageText(measured, bounds);
    case "rows":
    case "dates":
      return countText(measured.observed);
    case "hours":
      return `${numberText(measured.observed, bounds)} hours`;
    default:
      return numberText(measured.observed, bounds);
  }
}

/** The cohorts worth telling: percentages and averages, where more than one cohort has something to measure. */
export function toldCohorts(check: CheckResult): readonly CohortValue[] {
  const measured = check.cohorts.filter((cohort) => cohort.observed !== null);
  const comparable = check.unit === "%" || check.metric.startsWith("average(");
  return comparable && measured.length > 1 ? measured : [];
}

/** What is asked: `needs 95 %`, `at most 0`, `warns below 60 %`; empty for a line that could not be read. */
export function demandText(check: CheckResult): string {
  const bound = decidingBound(check);
  if (bound === null) return "";
  const text = withUnit(bound, check);
  if (bound === check.fail) return check.comparison === ">=" ? `needs ${text}` : `at most ${text}`;
  return check.comparison === ">=" ? `warns below ${text}` : `warns above ${text}`;
}

/** Both bounds as signs: `≥ 95 %`, `≤ 10 % (warns above 5 %)`. */
export function boundsText(check: CheckResult): string {
  const sign = check.comparison === ">=" ? "≥" : "≤";
  const warns = check.comparison === ">=" ? "warns below" : "warns above";
  const fail = check.fail === null ? "" : `${sign} ${withUnit(check.fail, check)}`;
  const warn = check.warn === null ? "" : `${warns} ${withUnit(check.warn, check)}`;
  return fail !== "" && warn !== "" ? `${fail} (${warn})` : fail + warn;
}

/** The counts behind a ratio, `4,542 of 121,254`; empty where there are none. */
export function countsText(measured: Measured): string {
  if (measured.numerator === null || measured.denominator === null) return "";
  return `${countText(measured.numerator)} of ${countText(measured.denominator)}`;
}

/** How far it is from its bound: `110,650 rows still need a value`, `1,577 rows to spare`; empty where that is no question of rows. */
export function distanceText(check: CheckResult): string {
  const away = distanceToBound(check);
  if (away === null) return "";
  if (check.comparison === "<=") return away < 0 && decidingBound(check) !== 0 ? `${countText(-away)} too many` : "";
  if (away === 0) return "exactly met";
  const rows = check.unit === "%" || check.unit === "rows";
  const amount = rows ? countedText(Math.abs(away), "row") : countText(Math.abs(away));
  if (away > 0) return `${amount} to spare`;
  if (check.metric.startsWith("completeness(")) return `${amount} still ${away === -1 ? "needs" : "need"} a value`;
  return `${amount} short`;
}

/**
 * One sentence: `usage_rate is 3.7 %, needs 95 %: 110,650 rows still need a value.` Where a check fails and says what to do then,
 * a second one names it.
 */
export function checkSentence(check: CheckResult): string {
  const runbook = check.status === "fail" && check.runbook !== undefined ? ` What to do: ${check.runbook}` : "";
  return findingSentence(check) + runbook;
}

function findingSentence(check: CheckResult): string {
  const name = checkName(check);
  if (check.status === "unknown")
    return ended(`${name} could not be measured${check.reason ? `: ${check.reason}` : ""}`);
  const days = daysText(check);
  if (check.observed === 0 && check.metric === "missing_dates") return `Every expected date${days} has rows.`;
  if (check.observed === 0 && check.metric.startsWith("duplicates(")) return `No row${days} repeats a key.`;
  if (check.observed === null) return ended(`${name} passes${check.reason ? `: ${check.reason}` : ""}`);
  const distance = distanceText(check);
  const demand =
    demandText(check) + (decidingBound(check) === check.fail && check.comparison === "<=" ? " allowed" : "");
  return `${subjectText(check, name)}${demand && `, ${demand}`}${distance && `: ${distance}`}.`;
}

/** With a full stop, whoever wrote it. */
function ended(sentence: string): string {
  return /[.!?]$/.test(sentence) ? sentence : `${sentence}.`;
}

function subjectText(check: CheckResult, name: string): string {
  const observed = observedText(check);
  const [one, days] = [check.observed === 1, daysText(check)];
  if (check.metric === "missing_dates")
    return one ? `1 expected date${days} has no rows` : `${observed} expected dates${days} have no rows`;
  if (check.metric.startsWith("duplicates("))
    return one ? `1 row${days} repeats a key` : `${observed} rows${days} repeat a key`;
  if (isDrop(check)) return `${name.replace(/_drop(?= |$)/, "")} ${dropPhrase(check)}`;
  if (check.metric === "age_hours") return `The newest row is ${observed} old`;
  if (check.metric.startsWith("average(")) return `${name} is ${observed} on average`;
  const counts = check.unit === "rows" || check.metric.startsWith("distinct(");
  return counts ? `${name}: ${observed}` : `${name} is ${observed}`;
}

/** The days of a dated check whose sentence does not begin with its name. */
function daysText({ dates }: CheckResult): string {
  return dates === undefined ? "" : ` ${periodText(dates)}`;
}

/** The bound that a result is about: the one it violates, else the one that would fail. */
function decidingBound(check: CheckResult): number | null {
  if (check.status === "warn") return check.warn;
  return check.fail ?? check.warn;
}

/** How many rows or values it stands on the good (positive) or bad side of its bound; null where counts do not say. */
function distanceToBound(check: CheckResult): number | null {
  const bound = decidingBound(check);
  const decimal = bound === null ? undefined : parseDecimal(String(bound));
  if (check.numerator === null || !decimal || isDrop(check)) return null;
  const there = BigInt(check.numerator);
  const total = BigInt(check.denominator ?? 100);
  if (check.comparison === ">=") return Number(there - rowsNeeded(decimal, total));
  return Number(rowsAllowed(decimal, total) - there);
}

/** The most of `total` rows that keep a percentage at or under `bound`. */
function rowsAllowed(bound: { units: bigint; scale: number }, total: bigint): bigint {
  return (bound.units * total) / (100n * 10n ** BigInt(bound.scale));
}

function withUnit(bound: number, check: CheckResult): string {
  const text = boundText(bound);
  if (check.unit === "%") return `${text} %`;
  return check.unit === "hours" ? `${text} hours` : text;
}
