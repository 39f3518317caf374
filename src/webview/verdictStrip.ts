import { isOverridden } from "../core/gate/override";
import { headlineFigures, headlineRemarks, headlineText } from "../core/report/headline";
import type { ReportModel } from "../core/report/reportModel";
import { isAlive, backfillSentence } from "../core/report/backfillSentences";
import { primaryAction, type Perform } from "./actionButton";
import { element, type Child } from "./element";
import { icon } from "./icons";
import { agoElement, momentElement } from "./momentElement";

/** The top of the report: the decision, since when, what restricts it, three numbers and the next step. */
export function verdictStrip(model: ReportModel, perform: Perform): HTMLElement {
  const { tone, text } = headlineText(model);
  const figures = headlineFigures(model).map(({ value, label }) =>
    element("div", "figure", [element("strong", "", [value]), element("span", "", [label])]),
  );
  return element(
    "header",
    `verdict ${tone}`,
    [
      element("div", "decision", [element("h1", "", [icon(tone), text]), decidedLine(model)]),
      element(
        "div",
        "story",
        story(model).map((sentence) => element("p", "", [sentence])),
      ),
      figures.length === 0 ? null : element("div", "figures", figures),
      element("div", "step", [model.nextStep === null ? null : primaryAction(model.nextStep, perform)]),
    ],
    { "aria-label": "Verdict" },
  );
}

function decidedLine({ headline, validation, workspace, at }: ReportModel): HTMLElement {
  const now = new Date(at);
  const badges = headline
    ? [
        ...(headline.decision.provisional ? ["provisional"] : []),
        ...(headline.outdated === null ? [] : ["out of date"]),
        ...(isOverridden(headline.decision) ? ["overridden"] : []),
      ]
    : [];
  const parts: Child[] = headline
    ? [`${headline.decision.gate} · since `, momentElement(headline.since, now)]
    : [workspace, ...(validation ? [" · measured ", agoElement(validation.startedAt, new Date())] : [])];
  return element("p", "muted", [...parts, ...badges.map((badge) => element("span", "badge", [badge]))]);
}

/** In a sentence each: what restricts the decision, who still writes, what could not be looked at. */
function story(model: ReportModel): string[] {
  const writers = model.backfills
    .filter(isAlive)
    .flatMap((backfill) => backfillSentence(backfill, new Date(model.at)) ?? []);
  const sentences = [...headlineRemarks(model), ...writers, ...model.remarks];
  if (sentences.length > 0) return sentences;
  if (model.validation === null)
    return ["Validate measures every check of the thresholds file against the tables, and shows here what it found."];
  if (model.blockers.length === 0) return ["Nothing holds it back."];
  return [];
}
