import type { EtaRemark } from "../backfills/estimateEnd";
import { countedText } from "./numbers";
import { momentText } from "./times";

/** What has to be known of an ETA, as a sentence. */
export function etaRemarkText(remark: EtaRemark, now: Date, timeZone?: string): string {
  if (remark.kind === "earlierRuns") return `Taken from ${countedText(remark.runs, "earlier run")}.`;
  const at = momentText(new Date(remark.at).toISOString(), now, timeZone);
  return `The pace changed at ${at}; the estimate starts anew from there.`;
}
