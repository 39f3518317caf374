import type { ImportedThresholds } from "./importThresholds";

/** What could not be carried over, a line each: where, what, why. */
export function notCarriedLines({ notCarriedOver }: Pick<ImportedThresholds, "notCarriedOver">): string[] {
  return notCarriedOver.map(({ file, line, text, reason }) => `${file}:${line}: not carried over: ${text}: ${reason}`);
}

/** What is carried over and differs from its rule, a line each. */
export function remarkLines({ carriedOver }: Pick<ImportedThresholds, "carriedOver">): string[] {
  return carriedOver.flatMap(({ file, line, text, remarks }) =>
    remarks.map((remark) => `${file}:${line}: carried over: ${text}: ${remark}`),
  );
}
