import { refuseFragment } from "../coverage/sql/fragment";
import { compareDecimals, decimalText, type Decimal } from "../coverage/decimal";
import type { Metric } from "../coverage/metric";
import type { Ask, Limit, Measure } from "./model";
import { decimal } from "./ranges";
import { allOf } from "./sqlText";

/** A bound of this language: one metric, held from one side. */
export type ImportedBound = {
  readonly table: string;
  readonly metric: Metric;
  readonly stem: string;
  readonly scale: Measure["scale"];
  readonly side: "low" | "high";
  readonly fail: Decimal | null;
  readonly warn: Decimal | null;
  readonly where: string | null;
  /** In what it differs from the rule it comes from, as a sentence; null: in nothing. */
  readonly remark: string | null;
};

/** The bounds that say what is asked; or why none can, as a sentence. */
export type Bounds = { readonly bounds: readonly ImportedBound[] } | { readonly refused: string };

/** One end of what is asked, at one level. */
type End = { readonly level: "fail" | "warn"; readonly side: "low" | "high"; readonly limit: Limit };

/** Puts what is asked into bounds that are held by `>=` or `<=` alone. */
export function boundsOf(ask: Ask): Bounds {
  const bounds: ImportedBound[] = [];
  for (const level of ["fail", "warn"] as const) {
    for (const side of ["low", "high"] as const) {
      const limit = ask[level]?.[side];
      if (!limit || isAlwaysMet(ask, level, side)) continue;
      const bound = boundOf(ask, ask.measure, { level, side, limit });
      if ("refused" in bound) return bound;
      const problem = fragmentProblem(bound);
      if (problem !== null) return { refused: problem };
      merge(bounds, bound);
    }
  }
  return { bounds };
}

/** An end that nothing can miss is left out where the other end says something: at least 0 rows, at most 100 %. */
function isAlwaysMet({ measure, ...levels }: Ask, level: "fail" | "warn", side: "low" | "high"): boolean {
  const range = levels[level];
  const limit = range?.[side];
  if (!limit?.inclusive || range?.[side === "low" ? "high" : "low"] == null || measure.scale === "number") return false;
  if (side === "low") return limit.at.units <= 0n;
  return measure.scale === "percent" && compareDecimals(limit.at, decimal(100n)) >= 0;
}

function boundOf(ask: Ask, measure: Measure, end: End): ImportedBound | { readonly refused: string } {
  switch (measure.scale) {
    case "count":
      return countBound(ask, measure, end);
    case "percent":
      return percentBound(ask, measure, end);
    case "number":
      return numberBound(ask, measure, end);
  }
}

/** More than 5 is at least 6. */
function countBound(ask: Ask, measure: Measure, { level, side, limit }: End): ReturnType<typeof boundOf> {
  const at = side === "low" ? lowestWhole(limit) : highestWhole(limit);
  if (side === "high" && at < 0n) return { refused: "Nothing can meet it: a count is never below 0." };
  if (measure.onlyNone && (side === "low" || at !== 0n))
    return { refused: "Its tool counts values that stand twice, and here rows are counted; the two agree on 0 alone." };
  if (side === "high" && at === 0n && measure.noneMeans)
    return boundOf(ask, measure.noneMeans, { level, side: "low", limit: { at: decimal(100n), inclusive: true } });
  return bound(ask, measure, side, level, decimal(at));
}

function percentBound(ask: Ask, measure: Measure, { level, side, limit }: End): ReturnType<typeof boundOf> {
  const { at, inclusive } = limit;
  const [under, over] = [at.units < 0n, compareDecimals(at, decimal(100n)) > 0];
  const [isNone, isAll] = [at.units === 0n, compareDecimals(at, decimal(100n)) === 0];
  if (side === "low" ? over || (isAll && !inclusive) : under || (isNone && !inclusive))
    return { refused: "Nothing can meet it: a percentage lies between 0 and 100." };
  if (side === "low" && isNone && !inclusive && measure.someMeans)
    return bound(ask, measure.someMeans, "low", level, decimal(1n));
  if (!inclusive && (isNone || isAll))
    return { refused: `A bound here is held by ${side === "low" ? ">=" : "<="}, which everything would meet.` };
  return bound(ask, measure, side, level, under ? decimal(0n) : over ? decimal(100n) : at, !inclusive);
}

function numberBound(ask: Ask, measure: Measure, { level, side, limit }: End): ReturnType<typeof boundOf> {
  if (limit.inclusive) return bound(ask, measure, side, level, limit.at);
  const enough = measure.strictly?.(side === "low" ? ">" : "<", limit.at) ?? null;
  if (enough) return bound(ask, enough.measure, "low", level, enough.atLeast);
  return bound(ask, measure, side, level, limit.at, true);
}

function bound(
  { table, where }: Ask,
  measure: Measure,
  side: "low" | "high",
  level: "fail" | "warn",
  at: Decimal,
  isLooser = false,
): ImportedBound {
  const { metric, stem, scale } = measure;
  // SQL has its condition inside: nothing narrows it afterwards.
  const narrowed = metric.function === "sql" ? null : allOf(where, measure.within ?? null);
  const unit = scale === "percent" ? " %" : "";
  const remark = isLooser
    ? `Its file asks for ${side === "low" ? "more" : "less"} than ${decimalText(at)}${unit}; exactly ${decimalText(at)}${unit} passes here.`
    : null;
  const [fail, warn] = level === "fail" ? [at, null] : [null, at];
  return { table, metric, stem, scale, side, fail, warn, where: narrowed, remark };
}

/** A warning and a failure of the same thing are one bound; a warning that the failure comes before is never seen. */
function merge(bounds: ImportedBound[], added: ImportedBound): void {
  const index = bounds.findIndex((one) => isSameMeasure(one, added) && one.warn === null && added.fail === null);
  const first = bounds[index];
  if (!first?.fail || !added.warn) {
    bounds.push(added);
    return;
  }
  const order = compareDecimals(added.warn, first.fail);
  if (first.side === "low" ? order <= 0 : order >= 0) return;
  const remarks = [first.remark, added.remark].filter((remark) => remark !== null);
  bounds[index] = { ...first, warn: added.warn, remark: remarks.length === 0 ? null : remarks.join(" ") };
}

/** Whether two bounds hold the same thing from the same side. */
export function isSameMeasure(a: ImportedBound, b: ImportedBound): boolean {
  return (
    a.table === b.table &&
    a.side === b.side &&
    a.where === b.where &&
    JSON.stringify(a.metric) === JSON.stringify(b.metric)
  );
}

function fragmentProblem({ metric, where }: ImportedBound): string | null {
  for (const sql of ["sql" in metric ? metric.sql : null, where]) {
    const refusal = sql === null ? undefined : refuseFragment(sql, null);
    if (refusal !== undefined) return `Its SQL must be one expression, and it ${refusal}.`;
  }
  const columns = "column" in metric ? [metric.column] : "columns" in metric ? metric.columns : [];
  return columns.some((column) => /["\n\r]/.test(column) || column.trim() !== column || column === "")
    ? "The name of its column holds a quote or a line end."
    : null;
}

function lowestWhole({ at, inclusive }: Limit): bigint {
  const floor = floorOf(at);
  return inclusive && compareDecimals(decimal(floor), at) === 0 ? floor : floor + 1n;
}

function highestWhole({ at, inclusive }: Limit): bigint {
  const floor = floorOf(at);
  return !inclusive && compareDecimals(decimal(floor), at) === 0 ? floor - 1n : floor;
}

function floorOf({ units, scale }: Decimal): bigint {
  const whole = 10n ** BigInt(scale);
  const quotient = units / whole;
  return units < 0n && quotient * whole !== units ? quotient - 1n : quotient;
}
