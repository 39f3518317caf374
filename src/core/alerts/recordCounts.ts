import type { BackfillStatus } from "../backfills/status";
import type { Validation } from "../coverage/validation";
import { countedText, countText } from "../report/numbers";
import { agoText } from "../report/times";

/**
 * How many records there are, as far as is known without measuring anew: what the log counts, and what the tables had when they
 * were last measured, with the age of that. Empty where neither is known.
 * @param endedAt when the run ended (ISO 8601): what was measured before does not have all of it
 */
export function recordCounts(
  { records }: Pick<BackfillStatus, "records">,
  filled: { readonly tables: readonly string[]; readonly expectedRecords: number | null },
  validation: Validation | null,
  endedAt: string,
  now: Date,
): string[] {
  const expected = filled.expectedRecords === null ? "" : ` of ${countText(filled.expectedRecords)} expected`;
  const ofLog = records === null ? [] : [`its log counts ${countedText(records, "record")}${expected}`];
  const measured = (validation?.tables ?? []).flatMap(({ name, rows, measuredAt }) => {
    const at = measuredAt ?? validation?.startedAt;
    if (rows === null || at === undefined || !filled.tables.includes(name)) return [];
    const before = Date.parse(at) < Date.parse(endedAt) ? ", before this end" : "";
    return [`${name} had ${countedText(rows, "row")} when last measured (${agoText(at, now)}${before})`];
  });
  const counts = [...ofLog, ...measured];
  return counts.length === 0 ? [] : [`Preliminary: ${counts.join("; ")}.`];
}
