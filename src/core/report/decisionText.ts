import type { Decision, GateDecision, Requirement } from "../gate/decision";
import type { TrainingResult } from "../training/judgement";
import { numberText } from "./numbers";
import { alignedRows, painted, plain, type Cell, type Colour } from "./textLayout";
import type { TextOptions, TimedTextOptions } from "./textTable";
import { durationText, momentText } from "./times";

/** What `headgate gate` and `headgate train` print for people. */

/** A decision's sign; the word always stands beside it. */
export const decisionSigns: Readonly<Record<Decision, string>> = { GO: "✓", "NO-GO": "✕", UNDECIDED: "?" };

/** How a requirement or a criterion turned out, as sign and word. */
export const outcomeWords: Readonly<
  Record<Requirement["state"], { readonly sign: string; readonly word: string; readonly colour: Colour }>
> = {
  met: { sign: "✓", word: "met", colour: "green" },
  "not-met": { sign: "✕", word: "not met", colour: "red" },
  "not-measurable": { sign: "?", word: "not measurable", colour: "blue" },
};

const decisionColours: Readonly<Record<Decision, Colour>> = { GO: "green", "NO-GO": "red", UNDECIDED: "blue" };

/** The text of `headgate gate`. */
export function gateText(decision: GateDecision, { color, now, timeZone }: TimedTextOptions): string {
  const { override, receipt } = decision;
  const title = painted(
    `${decisionSigns[decision.decision]} ${decision.decision}`,
    decisionColours[decision.decision],
    color,
  );
  const provisional = decision.provisional ? " · provisional: a backfill is writing its tables" : "";
  const blockers = decision.blockers.flatMap(({ message, action }) => [
    `  ${painted("✕", "red", color)} ${plain(message)}`,
    ...(action === "" ? [] : [`    ${painted(plain(action), "dim", color)}`]),
  ]);
  const settled = decision.requirements.map((requirement): Cell[] => {
    const { sign, word, colour } = outcomeWords[requirement.state];
    return [
      { text: `${sign} ${word}`, colour },
      { text: requirement.kind, colour: "dim" },
      { text: requirement.message },
    ];
  });
  return [
    `${title}  ${plain(decision.gate)}${provisional}`,
    ...(blockers.length > 0 ? ["", "Holds it back:", ...blockers] : []),
    ...(settled.length > 0 ? ["", "Requirements:", ...alignedRows(settled, "  ", color)] : []),
    ...(override === null
      ? []
      : ["", plain(`Overridden until ${momentText(override.expires, now, timeZone)}: ${override.reason}`)]),
    "",
    painted(`Receipt ${receipt.id} of ${momentText(receipt.at, now, timeZone)}`, "dim", color),
    "",
  ].join("\n");
}

/** The text of `headgate train`, once the training has ended. */
export function trainingText(result: TrainingResult, { color }: TextOptions): string {
  const { sign, word, colour } = outcomeWords[result.verdict];
  const took =
    result.endedAt === null ? "" : ` · took ${durationText(Date.parse(result.endedAt) - Date.parse(result.startedAt))}`;
  const exit = result.exitCode === null || result.exitCode === 0 ? "" : ` · exit code ${result.exitCode}`;
  const criteria = result.criteria.map((criterion): Cell[] => {
    const outcome = outcomeWords[criterion.state];
    return [
      { text: `${outcome.sign} ${outcome.word}`, colour: outcome.colour },
      { text: criterion.name },
      { text: criterion.observed === null ? "—" : numberText(criterion.observed), align: "right" },
      { text: criterion.bound },
      { text: criterion.message, colour: "dim" },
    ];
  });
  const metrics = Object.entries(result.metrics).map(([name, value]): Cell[] => [
    { text: name, colour: "dim" },
    { text: numberText(value), align: "right" },
  ]);
  return [
    `${painted(`${sign} ${word}`, colour, color)}  ${plain(result.training)}${took}${exit}`,
    ...alignedRows(criteria, "  ", color),
    ...(metrics.length > 0
      ? ["", `Metrics${result.metricsFile === null ? "" : ` (${plain(result.metricsFile)})`}:`]
      : []),
    ...alignedRows(metrics, "  ", color),
    "",
  ].join("\n");
}
