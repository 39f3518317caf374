import type { CriterionDeclaration } from "../pipeline/pipeline";
import { compareDecimals, decimalOfDouble, parseDecimal, toNumber, type Decimal } from "../coverage/decimal";
import type { Criterion, TrainingResult } from "./judgement";

export type Metrics = Readonly<Record<string, number>>;

/**
 * Judges one success criterion: `fail: "< 4.2"` or `fail: "< baseline_mae"`, the named metric against a number or another
 * metric. Anything that cannot be read or was not measured is not measurable, never met.
 */
export function judgeCriterion(declared: CriterionDeclaration, metrics: Metrics): Criterion {
  const { name, bound } = declared;
  const observed = Object.hasOwn(metrics, name) ? (metrics[name] ?? null) : null;
  const say = (state: Criterion["state"], message: string): Criterion => ({
    name,
    state,
    observed,
    bound: bound ?? "",
    message,
  });
  if (declared.unsupported !== null) return say("not-measurable", `${name}: ${declared.unsupported}`);
  const comparison = /^\s*(<=|>=|<|>)\s*(\S+)\s*$/.exec(bound ?? "");
  if (!comparison)
    return say(
      "not-measurable",
      `${name}: the bound "${bound ?? ""}" cannot be read. Write it as "< 4.2" or "< another_metric".`,
    );
  const [, operator = "", right = ""] = comparison;
  if (observed === null) return say("not-measurable", `The training reported no ${name}.`);
  const value = decimalOfDouble(observed);
  const limit = limitOf(right, metrics);
  if (!value)
    return say("not-measurable", `The training reported ${name} as ${observed}, which is no number to compare.`);
  if (!limit)
    return say("not-measurable", `${name} is to be compared with ${right}, which the training did not report.`);
  const holds = operators[operator]?.(compareDecimals(value, limit)) ?? false;
  const against = /^[\d.+-]/.test(right) ? right : `${right}, ${toNumber(limit)}`;
  return say(
    holds ? "met" : "not-met",
    `${name} is ${observed}; it must be ${words[operator] ?? operator} ${against}.`,
  );
}

const operators: Readonly<Record<string, (order: number) => boolean>> = {
  "<": (order) => order < 0,
  "<=": (order) => order <= 0,
  ">": (order) => order > 0,
  ">=": (order) => order >= 0,
};
const words: Readonly<Record<string, string>> = { "<": "below", "<=": "at most", ">": "above", ">=": "at least" };

function limitOf(right: string, metrics: Metrics): Decimal | undefined {
  const other = metrics[right];
  return other === undefined ? parseDecimal(right) : decimalOfDouble(other);
}

/** One criterion that is missed is a miss; one that could not be judged leaves the run unjudged; none at all as well. */
export function verdictOf(criteria: readonly Criterion[]): TrainingResult["verdict"] {
  if (criteria.some((criterion) => criterion.state === "not-met")) return "not-met";
  return criteria.length === 0 || criteria.some((criterion) => criterion.state === "not-measurable")
    ? "not-measurable"
    : "met";
}

/** The numbers of a metrics file, by name; nested mappings by dotted names. Anything else is left out. */
export function metricsOf(value: unknown, prefix = ""): Record<string, number> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return {};
  const found: Record<string, number> = {};
  for (const [key, inner] of Object.entries(value)) {
    if (typeof inner === "number") found[prefix + key] = inner;
    else Object.assign(found, metricsOf(inner, `${prefix}${key}.`));
  }
  return found;
}
