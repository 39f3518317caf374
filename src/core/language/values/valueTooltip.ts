import type { BackfillStatus } from "../../backfills/status";
import type { Check } from "../../coverage/check";
import { metricText } from "../../coverage/metric";
import type { CheckResult, TableResult } from "../../coverage/validation";
import { backfillWords, doneText, stateText } from "../../report/backfillSentences";
import { markdownCode, markdownText, paragraphs } from "../../report/markdownText";
import { countText } from "../../report/numbers";
import { boundsText, checkSentence, countsText, quantityText, statusWords, toldCohorts } from "../../report/sentences";
import { agoText, fullMomentText } from "../../report/times";
import type { MeasuredBound } from "./valueFacts";

/** When and of what a value was measured. */
export type Measurement = {
  readonly table: TableResult;
  readonly at: string;
  readonly now: Date;
  /** Why it is not how things are now; null while nothing says so. */
  readonly old: string | null;
  /** The days it was measured over, where those were not all. */
  readonly part: string | null;
};

/** The whole story of a value: judgement, counts, cohorts, metric, and the measurement it came from. */
export function valueTooltip(check: Check, found: MeasuredBound, measurement: Measurement): string {
  const metric = metricAs(metricText(check.metric), check.where);
  if (found.kind === "nothing")
    return paragraphs(`${markdownCode(check.id)} has not been measured yet. Validate to see its value.`, metric);
  if (found.kind === "other") return paragraphs(otherText(found.result), `It asks now: ${metric}`, origin(measurement));
  const { result } = found;
  const { sign, word } = statusWords[result.status];
  return paragraphs(
    `${sign} **${word}**: ${markdownText(checkSentence(result))}`,
    [countsText(result), boundsText(result)].filter(Boolean).map(markdownText).join(" · "),
    cohortLines(result),
    metric,
    result.status !== "unknown" && result.reason !== null && markdownText(result.reason),
    measurement.old !== null && `**Not as it is now**: ${markdownText(measurement.old)}. Validate again.`,
    origin(measurement),
  );
}

/** The latest run of each backfill that a requirement asks of. */
export function requirementTooltip(backfills: readonly BackfillStatus[], now: Date): string {
  return paragraphs(
    ...backfills.map((status) => {
      const started =
        status.startedAt === null
          ? ""
          : `, started ${fullMomentText(status.startedAt)} (${agoText(status.startedAt, now)})`;
      const state = `${backfillWords[status.state].sign} **${markdownText(status.name)}**: ${markdownText(stateText(status))}`;
      return `${state}${markdownText(started)}, ${markdownText(doneText(status))} dates`;
    }),
    "A gate asks this of all recorded runs together; here stands the latest one.",
  );
}

function otherText(result: CheckResult): string {
  return `The value on record is of something else, ${metricAs(result.metric, result.where)}${markdownText(`: ${quantityText(result, result)}`)}. Validate again.`;
}

function metricAs(metric: string, where: string | null): string {
  return markdownCode(metric) + (where === null ? "" : ` where ${markdownCode(where)}`);
}

function cohortLines(result: CheckResult): string {
  return toldCohorts(result)
    .map((cohort) => {
      const counts = countsText(cohort);
      const told = `${cohort.name.replaceAll("_", " ")}: ${quantityText(result, cohort)}${counts && ` (${counts})`}`;
      return `- ${markdownText(told)}`;
    })
    .join("\n");
}

/** `Measured 2026-01-04 15:43:51 UTC (12 min ago): 121,254 rows of orders, 2024-01-01 to 2024-03-31.` */
function origin({ table, at, now, part }: Measurement): string {
  const rows = table.rows === null ? "" : `: ${countText(table.rows)} rows of ${table.table}`;
  const days = table.window ? `, ${table.window.start} to ${table.window.end}` : "";
  const partly = part === null ? "" : " (a part of the declared window)";
  const by = table.connection === "" ? "" : `, by the connection ${table.connection}`;
  return markdownText(`Measured ${fullMomentText(at)} (${agoText(at, now)})${rows}${days}${partly}${by}.`);
}
