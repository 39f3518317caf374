import type { Check } from "../coverage/check";
import { compareDecimals, decimalText, type Decimal } from "../coverage/decimal";
import { metricUnit, type Metric } from "../coverage/metric";
import { codeText } from "../report/markdownText";

/** What is asked, as far as it is known: while a key is only proposed, its number is not. */
export type Asked = Pick<Check, "metric" | "comparison" | "where"> & {
  readonly fail: Decimal | null;
  readonly warn: Decimal | null;
};

/** What a bound means, in a sentence or two of Markdown: `At least 95 % of the rows must have a value in `usage_rate`.` */
export function boundMeaning(asked: Asked): string {
  const { fail, warn, metric, comparison } = asked;
  const verb = fail === null && warn !== null ? "should" : "must";
  const words = plainDemand(asked, verb) ?? demand(asked, amountText(metric, fail ?? warn), verb);
  const sentence = `${upperFirst(words)}.`;
  if (warn === null) return sentence;
  if (fail === null) return `${sentence} Otherwise it warns, and never blocks.`;
  const side = comparison === ">=" ? "Below" : "Above";
  return `${sentence} ${side} ${amountText(metric, warn)} it warns.`;
}

/** A bound as a person writes it, with its sign and without a unit. */
function amountText(metric: Metric, bound: Decimal | null): string {
  const unit = metricUnit(metric) === "%" ? " %" : "";
  if (bound === null) return unit === "" ? "so many" : "so many per cent";
  const [whole = "", fraction] = decimalText({ ...bound, units: bound.units < 0n ? -bound.units : bound.units }).split(
    ".",
  );
  const grouped = BigInt(whole).toLocaleString("en-US");
  return `${bound.units < 0n ? "−" : ""}${grouped}${fraction === undefined ? "" : `.${fraction}`}${unit}`;
}

/** What a bound of nothing, or of all, asks in plainer words; null where there are none. */
function plainDemand({ metric, comparison, fail, warn, where }: Asked, verb: string): string | null {
  const bound = fail ?? warn;
  const rows = where === null ? "" : ` with ${codeText(where)}`;
  if (bound === null) return null;
  if (comparison === ">=")
    return metric.function === "completeness" && isHundred(bound)
      ? `every row${rows} ${verb} have a value in ${codeText(metric.column)}`
      : null;
  if (bound.units !== 0n) return null;
  switch (metric.function) {
    case "missing_dates":
      return `every expected date ${verb} have rows`;
    case "duplicates":
      return `no row${rows} may repeat the key ${metric.columns.map(codeText).join(", ")} of another row`;
    case "missing":
      return `every row${rows} ${verb} have a value in ${codeText(metric.column)}`;
    default:
      return null;
  }
}

function isHundred(bound: Decimal): boolean {
  return compareDecimals(bound, { units: 100n, scale: 0 }) === 0;
}

function demand({ metric, comparison, where }: Asked, amount: string, verb: string): string {
  const limit = `at ${comparison === ">=" ? "least" : "most"} ${amount}`;
  const rows = where === null ? "rows" : `rows with ${codeText(where)}`;
  const of = where === null ? "" : `, over rows with ${codeText(where)},`;
  switch (metric.function) {
    case "row_count":
      return `there ${verb} be ${limit} ${rows}`;
    case "completeness":
      return `${limit} of the ${rows} ${verb} have a value in ${codeText(metric.column)}`;
    case "missing":
      return `${limit} of the ${rows} may have no value in ${codeText(metric.column)}`;
    case "share":
      return `${codeText(metric.column)} ${verb} be true in ${limit} of the ${rows}`;
    case "share_sql":
      return `${codeText(metric.sql)} ${verb} be true in ${limit} of the ${rows}`;
    case "average":
    case "minimum":
    case "maximum":
    case "sum":
    case "stddev":
      return `the ${names[metric.function]} of ${codeText(metric.column)}${of} ${verb} be ${limit}`;
    case "distinct":
      return `${codeText(metric.column)}${of} ${verb} have ${limit} different values`;
    case "duplicates":
      return `${limit} ${rows} may repeat the key ${metric.columns.map(codeText).join(", ")} of another row`;
    case "missing_dates":
      return `${limit} of the expected dates may have no rows`;
    case "age_hours":
      return `the newest row ${verb} be ${limit} hours old`;
    case "regression":
      return `the completeness of ${codeText(metric.column)}${of} may have dropped by ${limit} against earlier rows`;
    case "sql":
      return `${codeText(metric.sql)} ${verb} be ${limit}`;
  }
}

const names = {
  average: "average",
  minimum: "smallest value",
  maximum: "greatest value",
  sum: "sum",
  stddev: "standard deviation",
} as const;

/** A sentence that begins with code stays as it is. */
function upperFirst(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
