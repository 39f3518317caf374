import { decimalOfDouble, compareDecimals, toNumber, type Decimal } from "../../coverage/decimal";
import type { Check } from "../../coverage/check";
import { metricUnit } from "../../coverage/metric";
import type { Diagnostic } from "../../diagnostic";
import type { Fix } from "../../pipeline/pipeline";
import { boundText } from "../../report/numbers";
import { quantityText } from "../../report/sentences";
import { boundOf, lastMeasured } from "./measuredBound";
import type { KnownSection } from "../knownSection";

/** Bounds that contradict what a fix is expected to bring about: they cannot be met, whatever is computed. */
export function unreachable(known: KnownSection): Diagnostic[] {
  const { section, resolved, facts } = known;
  return Object.entries(facts.pipeline?.fixes ?? {}).flatMap(([name, fix]) => {
    if (fix.table !== null && fix.table !== section.name) return [];
    return resolved.checks.flatMap((check) => {
      const expected = Object.hasOwn(fix.expect, check.key) ? fix.expect[check.key] : undefined;
      return expected ? contradiction(known, check, name, expected) : [];
    });
  });
}

function contradiction(
  known: KnownSection,
  check: Check,
  fix: string,
  { low, high }: Fix["expect"][string],
): Diagnostic[] {
  const bound = boundOf(known.section, check);
  const limit = check.fail ?? check.warn;
  if (!bound || !limit || !isBeyond(limit, check.comparison === ">=" ? high : low, check.comparison)) return [];
  const range = (check.fail && bound.failRange) ?? bound.warnRange ?? bound.failRange ?? bound.range;
  const unit = metricUnit(check.metric) === "%" ? " %" : "";
  const asks = check.comparison === ">=" ? "asks for" : "allows at most";
  const always = check.fail ? "it would always fail" : "it would always warn";
  const message =
    `${check.key} ${asks} ${boundText(toNumber(limit))}${unit}, and the fix ${fix} is expected to bring it to ` +
    `${boundText(low)}–${boundText(high)}${unit}: ${always}.${valueNow(known, check)} Correct the bound, or what is expected.`;
  return [{ file: known.file, ...range, severity: "warning", code: "unreachable", message, fixes: [] }];
}

function isBeyond(limit: Decimal, end: number, comparison: ">=" | "<="): boolean {
  const expected = decimalOfDouble(end);
  if (!expected) return false;
  const order = compareDecimals(limit, expected);
  return comparison === ">=" ? order > 0 : order < 0;
}

function valueNow({ section, facts }: KnownSection, check: Check): string {
  const measured = lastMeasured(facts.validation, section.name, check);
  return measured && measured.observed !== null ? ` Last measured: ${quantityText(measured, measured)}.` : "";
}
