import { dropFraction } from "../coverage/regression";
import type { CheckResult } from "../coverage/validation";
import { exactPercentageText, percentageText } from "./numbers";

/** Whether a check tells how far completeness dropped. */
export function isDrop({ metric }: Pick<CheckResult, "metric">): boolean {
  return metric.startsWith("regression(");
}

/** How far completeness dropped: `12.3 %`, for a rise `−3.2 %`; `—` where that is not known. */
export function dropText(check: CheckResult): string {
  const fraction = fractionOf(check);
  return fraction === null ? "—" : exactPercentageText(fraction, [check.fail, check.warn]);
}

/** `dropped 12.3 % against 2024-01-01…2024-03-31 (91.2 % → 80 %)`, `rose 3.2 % against …`, `is as complete as in …`. */
export function dropPhrase(check: CheckResult): string {
  const fraction = fractionOf(check);
  const { baseline } = check;
  if (fraction === null || !baseline) return "could not be compared";
  const days = `${baseline.start}…${baseline.end}`;
  const levels = `${percentageText({ ...baseline, observed: null })} → ${percentageText({ ...check, observed: null })}`;
  if (fraction.numerator === 0n) return `is as complete as in ${days} (${levels})`;
  const rose = fraction.numerator < 0n;
  const amount = rose ? { ...fraction, numerator: -fraction.numerator } : fraction;
  const bounds = rose ? [] : [check.fail, check.warn];
  return `${rose ? "rose" : "dropped"} ${exactPercentageText(amount, bounds)} against ${days} (${levels})`;
}

function fractionOf({ numerator, denominator, baseline }: CheckResult): ReturnType<typeof dropFraction> | null {
  if (numerator === null || !denominator || !baseline?.denominator || baseline.numerator === null) return null;
  return dropFraction({
    now: { numerator: BigInt(numerator), denominator: BigInt(denominator) },
    before: { numerator: BigInt(baseline.numerator), denominator: BigInt(baseline.denominator) },
  });
}
