import type { BackfillStatus } from "../backfills/status";
import type { RecordedSchema } from "../coverage/column";
import type { Validation } from "../coverage/validation";
import type { Pipeline } from "../pipeline/pipeline";
import type { Section } from "../thresholds/thresholds";

/**
 * What is known, besides its text, when a thresholds file is checked or edited. `app/language/languageFacts.ts` gathers it, for the editor
 * and for `headgate lint` alike; this room only reads it.
 */
export type LanguageFacts = {
  /** `headgate.yaml` as it is being typed, as far as it can be read; null where there is none. */
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
  /** The names of the log recipes there are. */
  readonly recipes: readonly string[];
  /** The sections of this thresholds file as of the last commit; null where it is not in one. */
  readonly committed: readonly Section[] | null;
  /** The latest commits, newest first. */
  readonly commits: readonly Commit[];
  /** `tables:` of `headgate.yaml` as of the last commit; null where it is not in one. */
  readonly committedTables: Pipeline["tables"] | null;
  /** What cohorts and fixes name as a commit and git knows none by; empty where there is no git. */
  readonly unknownCommits: readonly string[];
  /** Tables whose part of `headgate.yaml` has a mistake: what their sections mean cannot be told. Null: all of them. */
  readonly misreadTables: readonly string[] | null;
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
  committedTables: null,
  unknownCommits: [],
  misreadTables: [],
  shellValidators: [],
};

/** What is known, besides its text, when `headgate.yaml` is checked. */
export type PipelineFacts = {
  /** The sections of the thresholds file it names (places count from their blocks); null while they cannot all be read. */
  readonly sections: readonly Section[] | null;
  readonly schemas: readonly RecordedSchema[];
  /** What it names outside of itself; null where nobody has looked. */
  readonly surroundings: Surroundings | null;
};

/** Whether what `headgate.yaml` names is there. Each answer stands under the name as it is written. */
export type Surroundings = {
  /** Whether the thresholds file can be read. */
  readonly thresholdsFound: boolean;
  /** The first words of commands. */
  readonly programs: Readonly<Record<string, ProgramState>>;
  /** Scripts that are given to an interpreter: whether there is such a file. */
  readonly scripts: Readonly<Record<string, boolean>>;
  /** Globs of logs and checkpoints: whether any file fits. */
  readonly globs: Readonly<Record<string, boolean>>;
  /** Names of commits that git knows none by; empty where there is no git. */
  readonly unknownCommits: readonly string[];
  /** The log recipes that are shipped. */
  readonly recipes: readonly string[];
  /** Recipes of one's own, by their paths: what is wrong with one; null where nothing is. */
  readonly ownRecipes: Readonly<Record<string, string | null>>;
  /** Variables of the environment, as `${env:NAME}`: whether they are set here. */
  readonly variables: Readonly<Record<string, boolean>>;
};

/** `missing`: there is no such file, or, for a bare name, none on the PATH. */
export type ProgramState = "executable" | "not-executable" | "missing";
