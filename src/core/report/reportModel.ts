import type { BackfillStatus, Phase } from "../backfills/status";
import type { Validation } from "../coverage/validation";
import type { Decision, GateDecision } from "../gate/decision";
import type { TrainingResult } from "../training/judgement";
import type { Action } from "./actions";
import { isAlive } from "./backfillSentences";
import { reportBlockers, type ReportBlocker } from "./reportBlockers";

/** What a report is made from; everything as it was found, nothing worded yet. */
export type ReportSource = {
  /** The folder's name. */
  readonly workspace: string;
  readonly now: Date;
  /** The latest one, with `byDate` for the calendar; null when nothing was validated yet. */
  readonly validation: Validation | null;
  readonly backfills: readonly BackfillStatus[];
  /** What is under way and what comes after it. */
  readonly timeline: readonly Phase[];
  /** Every decision on record, oldest first. */
  readonly decisions: readonly GateDecision[];
  /** Every judged training on record, oldest first. */
  readonly trainings: readonly TrainingResult[];
  /** Section name → the backfills that fill its table. */
  readonly filledBy: Readonly<Record<string, readonly string[]>>;
  /** Declared gates, in the file's order. */
  readonly gates: readonly string[];
  /** Training name → the gate it waits for. */
  readonly gateOf: Readonly<Record<string, string>>;
  /** What could not be looked at, a sentence each. */
  readonly remarks: readonly string[];
};

/** What the webview, the standalone HTML and the Markdown draw. Plain JSON. */
export type ReportModel = {
  readonly schemaVersion: 1;
  readonly workspace: string;
  /** When it was made; ISO 8601, UTC. */
  readonly at: string;
  readonly headline: Headline;
  readonly blockers: readonly ReportBlocker[];
  readonly nextStep: Action | null;
  readonly validation: Validation | null;
  readonly backfills: readonly BackfillStatus[];
  readonly timeline: readonly Phase[];
  /** The latest decision of each gate, worst first. */
  readonly gates: readonly DecidedGate[];
  /** The latest result of each training. */
  readonly trainings: readonly TrainingResult[];
  readonly remarks: readonly string[];
};

/** The decision in force of the gate that is worst off; null where no gate was decided yet. */
export type Headline = DecidedGate | null;

export type DecidedGate = {
  readonly decision: GateDecision;
  /** When the gate first said this without saying anything else since. */
  readonly since: string;
  /** Why it may not hold any more, in a sentence; null when nothing speaks against it. */
  readonly outdated: string | null;
};

const worstFirst: readonly Decision[] = ["NO-GO", "UNDECIDED", "GO"];

/** Puts together what the report shows. */
export function reportModel(source: ReportSource): ReportModel {
  const gates = decidedGates(source);
  const headline = gates[0] ?? null;
  const blockers = reportBlockers(source, headline);
  return {
    schemaVersion: 1,
    workspace: source.workspace,
    at: source.now.toISOString(),
    headline,
    blockers,
    nextStep: nextStep(source, headline, blockers),
    validation: source.validation,
    backfills: source.backfills,
    timeline: source.timeline,
    gates,
    trainings: latestBy(source.trainings, (training) => training.training),
    remarks: source.remarks,
  };
}

function decidedGates(source: ReportSource): DecidedGate[] {
  return latestBy(source.decisions, (decision) => decision.gate)
    .map((decision) => ({
      decision,
      since: decidedSince(decision, source.decisions),
      outdated: outdatedReason(decision, source),
    }))
    .sort((a, b) => worstFirst.indexOf(a.decision.decision) - worstFirst.indexOf(b.decision.decision));
}

/** The time of the first of the unbroken row of equal decisions that ends with the latest one. */
function decidedSince(latest: GateDecision, decisions: readonly GateDecision[]): string {
  const ofGate = decisions.filter((decision) => decision.gate === latest.gate);
  const lastOther = ofGate.findLastIndex((decision) => decision.decision !== latest.decision);
  return ofGate[lastOther + 1]?.receipt.at ?? latest.receipt.at;
}

/** Why a decision may not hold any more, in a sentence; null when nothing speaks against it. */
export function outdatedReason(
  decision: GateDecision,
  { validation, backfills }: Pick<ReportSource, "validation" | "backfills">,
): string | null {
  const { at } = decision.receipt;
  if (validation !== null && validation.startedAt > at) return "The tables were validated again since.";
  if (decision.provisional && !backfills.some(isAlive)) return "The backfill that was writing then has ended.";
  const started = backfills.filter((backfill) => backfill.startedAt !== null && backfill.startedAt > at);
  return started.length === 0 ? null : `${started.map(({ name }) => name).join(" and ")} started to write since.`;
}

/** The one thing that brings the gate closer now; null when there is nothing to do but wait, or nothing at all. */
function nextStep(source: ReportSource, headline: Headline, blockers: readonly ReportBlocker[]): Action | null {
  const { validation, backfills } = source;
  const retry = blockers.flatMap(({ actions }) => actions).find(({ kind }) => kind === "retryFailedDates");
  if (retry) return retry;
  if (validation === null) return { kind: "validate" };
  if (backfills.some(isAlive)) return null;
  if (headline?.outdated) return { kind: "decideGate", gate: headline.decision.gate };
  const [undecided] = headline ? [] : source.gates;
  if (undecided !== undefined && validation.verdict !== "fail") return { kind: "decideGate", gate: undecided };
  if (headline?.decision.decision !== "GO") return { kind: "validate" };
  const trained = new Set(
    source.trainings.filter(({ startedAt }) => startedAt > headline.since).map(({ training }) => training),
  );
  const training = Object.keys(source.gateOf).find(
    (name) => source.gateOf[name] === headline.decision.gate && !trained.has(name),
  );
  return training === undefined ? null : { kind: "train", training };
}

/** The last of each kind, in the order in which the kinds first came. */
function latestBy<T>(records: readonly T[], keyOf: (record: T) => string): T[] {
  return [...new Map(records.map((record) => [keyOf(record), record])).values()];
}
