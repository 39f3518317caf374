import type { Check } from "../../coverage/check";
import { toNumber } from "../../coverage/decimal";
import { meetsBound } from "../../coverage/meetsBound";
import type { Validation } from "../../coverage/validation";
import { quantityText } from "../../report/sentences";
import { lastMeasured } from "./measuredBound";

/** Whether what was last measured would have passed a bound of the last commit. */
export type CommittedVerdict = {
  /** Null where it cannot be told. */
  readonly passes: boolean | null;
  /** What was measured; null where nothing was. */
  readonly value: string | null;
};

export function committedVerdict(validation: Validation | null, section: string, old: Check): CommittedVerdict {
  const measured = lastMeasured(validation, section, old);
  const passes = measured && old.fail ? meetsBound(measured, old.comparison, old.fail) : null;
  if (!measured || passes === null || old.fail === null) return { passes: null, value: null };
  return { passes, value: quantityText({ ...measured, fail: toNumber(old.fail) }, measured) };
}

export function verdictWords({ passes, value }: CommittedVerdict): string {
  if (passes === null) return "whether the data would have passed it is not known. Validate to see.";
  return `the data (${value ?? ""}) would ${passes ? "" : "not "}have passed it.`;
}
