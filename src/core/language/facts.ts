import type { BackfillStatus } from "../backfills/status";
import type { RecordedSchema } from "../coverage/column";
import type { Validation } from "../coverage/validation";
import type { Pipeline } from "../pipeline/pipeline";
import type { Section } from "../thresholds/thresholds";

/**
 * What is known, besides its text, when a thresholds file is checked or edited. `app/languageFacts.ts` gathers it, for the editor
 * and for `headgate lint` alike; this room only reads it.
 */
export type LanguageFacts = {
  /** `headgate.yaml`, as it is being typed or as it was last readable; null where there is none. */
  readonly pipeline: Pipeline | null;
  /** The columns of the tables as last seen. */
  readonly schemas: readonly RecordedSchema[];
  /** What was last measured of each table. */
  readonly validation: Validation | null;
  /** Earlier validations, oldest first, the latest included; results of one table may stand alone. */
  readonly history: readonly Validation[];
  /** The sections of the thresholds file as it was last readable on disk. */
  readonly sections: readonly Section[];
  /** The latest of each backfill; empty while nobody has looked. */
  readonly backfills: readonly BackfillStatus[];
  /** The names of the log recipes that are shipped. */
  readonly recipes: readonly string[];
  /** The sections of this thresholds file as of the last commit; null where it is not in one. */
  readonly committed: readonly Section[] | null;
  /** The latest commits, newest first. */
  readonly commits: readonly Commit[];
  /** Validators that are shell scripts and are given this file. */
  readonly shellValidators: readonly string[];
  readonly now: Date;
};

/** A commit of the workspace's repository. */
export type Commit = {
  /** In full. */
  readonly hash: string;
  /** When it was committed (ISO 8601, UTC). */
  readonly at: string;
  /** The first line of its message. */
  readonly subject: string;
};

/** Knowing nothing: the text alone speaks. */
export const noFacts: Omit<LanguageFacts, "now"> = {
  pipeline: null,
  schemas: [],
  validation: null,
  history: [],
  sections: [],
  backfills: [],
  recipes: [],
  committed: null,
  commits: [],
  shellValidators: [],
};
