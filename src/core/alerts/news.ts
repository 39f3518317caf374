import type { BackfillStatus } from "../backfills/status";
import type { Validation } from "../coverage/validation";
import type { GateDecision } from "../gate/decision";
import type { Pipeline } from "../pipeline/pipeline";
import type { TrainingResult } from "../training/judgement";
import type { FollowUpRecord } from "./followUp";
import type { ToldEnd } from "./toldEnd";

/** A recorded run that has ended. */
export type EndedRun = {
  readonly id: string;
  readonly kind: "backfill" | "validator" | "training";
  readonly name: string;
  readonly startedAt: string;
  readonly endedAt: string;
  /** Both null where nobody saw how it ended. */
  readonly exitCode: number | null;
  readonly signal: string | null;
  /** Whether a person had asked it to stop. */
  readonly stopped: boolean;
};

/** Everything that alerts are made of: the latest look, and what the store holds. Lists are oldest first. */
export type News = {
  readonly pipeline: Pick<Pipeline, "backfills" | "gates">;
  readonly rows: readonly BackfillStatus[];
  readonly ended: readonly EndedRun[];
  readonly trainings: readonly TrainingResult[];
  readonly decisions: readonly GateDecision[];
  /** What was last measured of each table. */
  readonly validation: Validation | null;
  readonly followUps: readonly FollowUpRecord[];
  readonly toldEnds: readonly ToldEnd[];
  /** The time between two looks, milliseconds. */
  readonly pollMs: number;
  readonly now: Date;
  /** The zone of times in sentences; this machine's when absent. */
  readonly timeZone?: string;
};
