import type { Pipeline } from "../../core/pipeline/pipeline";
import { judgementText } from "../../core/report/endSentences";
import { numberText } from "../../core/report/numbers";
import { agoText, clockText, fullMomentText } from "../../core/report/times";
import type { Criterion, TrainingResult } from "../../core/training/judgement";
import type { Run } from "../../app/backfills/runs";
import { isRunning, latestDecision, latestRun, latestTraining, type Facts } from "../facts";
import { plainIcons, requirementIcons, statusIcons } from "../rows/icons";
import { tooltipText, tooltip } from "../rows/tooltip";
import type { Row, RowIcon } from "../rows/row";
import { endText } from "./validatorRow";

type TrainingState =
  | { readonly kind: "running"; readonly run: Run }
  | { readonly kind: "ended"; readonly run: Run }
  | { readonly kind: "judged"; readonly result: TrainingResult }
  | { readonly kind: "never" };

/** A declared training: whether its gate lets it start, and what its last run's metrics say. */
export function trainingRow(name: string, pipeline: Pipeline, facts: Facts, now: Date): Row {
  const gate = pipeline.trainings[name]?.gate ?? null;
  const decision = gate === null ? null : (latestDecision(facts.decisions, gate)?.decision ?? null);
  const open = gate === null || decision === "GO";
  const run = latestRun(facts.runs, "training", name);
  const result = latestTraining(facts.trainings, name);
  const state = stateOf(run, result, facts);
  const waits = open ? (gate === null ? null : `${gate} is GO`) : `waits for ${gate}`;
  const told = stateText(state, now);
  // What it waits for comes first where nothing else is known of it: the sides of a view are narrow.
  const parts = state.kind === "running" ? [told] : state.kind === "never" ? [waits, told] : [told, waits];
  const description = parts.filter(Boolean).join(" · ");
  return {
    id: `training ${name}`,
    label: name,
    description,
    icon: trainingIcon(state, open),
    tooltip: tooltip(
      `**${tooltipText(name)}**: training`,
      waits !== null && tooltipText(waits),
      run && `Last started ${fullMomentText(run.started.startedAt)}`,
      result?.metricsFile && `Metrics from ${tooltipText(result.metricsFile)}`,
    ),
    context: ["training", state.kind === "running" ? "alive" : "startable", run?.started.log ? "log" : ""]
      .join(" ")
      .trim(),
    subject: { kind: "training", name },
    spoken: `training ${name}, ${description}`,
    children: state.kind === "judged" ? state.result.criteria.map((criterion) => criterionRow(name, criterion)) : [],
    expanded: true,
  };
}

function stateOf(run: Run | null, result: TrainingResult | null, facts: Facts): TrainingState {
  if (run && result?.runId !== run.started.id) return { kind: isRunning(run, facts) ? "running" : "ended", run };
  return result ? { kind: "judged", result } : { kind: "never" };
}

function stateText(state: TrainingState, now: Date): string {
  switch (state.kind) {
    case "running":
      return `training since ${clockText(state.run.started.startedAt)}`;
    case "ended":
      return state.run.ended?.exitCode === 0 ? "ended, not judged yet" : endText(state.run);
    case "judged":
      return `${judgementText(state.result)} · ${agoText(state.result.endedAt ?? state.result.startedAt, now)}`;
    case "never":
      return "never run · training";
  }
}

function trainingIcon(state: TrainingState, open: boolean): RowIcon {
  switch (state.kind) {
    case "running":
      return plainIcons.running;
    case "ended":
      return state.run.ended?.exitCode === 0 ? statusIcons.unknown : statusIcons.fail;
    case "judged":
      return requirementIcons[state.result.verdict];
    case "never":
      return open ? plainIcons.ready : plainIcons.closed;
  }
}

function criterionRow(training: string, criterion: Criterion): Row {
  const observed = criterion.observed === null ? "could not be measured" : numberText(criterion.observed);
  return {
    id: `training ${training} criterion ${criterion.name}`,
    label: criterion.name,
    description: `${observed} · asked ${criterion.bound}`,
    icon: requirementIcons[criterion.state],
    tooltip: tooltipText(criterion.message),
    context: "criterion",
    spoken: `${criterion.name}, ${criterion.state.replace("-", " ")}, ${criterion.message}`,
  };
}
