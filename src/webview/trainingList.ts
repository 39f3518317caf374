import type { TrainingResult } from "../core/training/judgement";
import { outcomeWords } from "../core/report/decisionWords";
import { numberText } from "../core/report/numbers";
import { cell, element, section, table } from "./element";
import { icon, type IconName } from "./icons";
import { momentElement } from "./momentElement";

const icons: Readonly<Record<TrainingResult["verdict"], IconName>> = {
  met: "pass",
  "not-met": "fail",
  "not-measurable": "unknown",
};

/** The latest run of each training, judged by its criteria; null when nothing was trained yet. */
export function trainingList(trainings: readonly TrainingResult[], at: string): HTMLElement | null {
  if (trainings.length === 0) return null;
  return section(
    "trainings",
    "Training",
    null,
    trainings.flatMap((training) => oneTraining(training, new Date(at))),
  );
}

function oneTraining(training: TrainingResult, now: Date): HTMLElement[] {
  const { verdict, exitCode, metrics } = training;
  const summary = element("p", "training", [
    icon(icons[verdict]),
    element("strong", "", [training.training]),
    ` ${outcomeWords[verdict].word} · started `,
    momentElement(training.startedAt, now),
    exitCode === null || exitCode === 0 ? null : ` · exit code ${exitCode}`,
  ]);
  const rows = training.criteria.map((criterion) => [
    element("td", "state", [
      icon(icons[criterion.state], outcomeWords[criterion.state].word),
      element("span", "", [criterion.name]),
    ]),
    cell(criterion.observed === null ? "—" : numberText(criterion.observed)),
    cell(criterion.bound),
    cell(criterion.message),
  ]);
  const titles = [{ title: "Criterion" }, { title: "Observed", number: true }, { title: "Bound" }, { title: "" }];
  const list = Object.entries(metrics).map(([name, value]) =>
    element("li", "", [element("span", "muted", [name]), element("strong", "", [numberText(value)])]),
  );
  return [
    summary,
    ...(rows.length > 0 ? [table(titles, rows)] : []),
    ...(list.length > 0 ? [element("ul", "numbers", list)] : []),
  ];
}
