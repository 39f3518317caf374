/** `UNDECIDED` means "could not measure": it opens nothing and is not a failure either. */
export type Decision = "GO" | "NO-GO" | "UNDECIDED";

export type RequirementKind =
  "check" | "validator" | "backfill" | "regression" | "fix" | "dates" | "freshness" | "features" | "disagreement";

export type Requirement = {
  readonly kind: RequirementKind;
  readonly id: string;
  readonly state: "met" | "not-met" | "not-measurable";
  readonly message: string;
};

/** One thing that keeps the gate closed, in a sentence, with the command that would mend it. */
export type Blocker = {
  readonly kind: RequirementKind | "error";
  readonly id: string;
  readonly message: string;
  readonly action: string;
};

/** What a decision was taken on; kept for good. */
export type Receipt = {
  readonly id: string;
  readonly at: string;
  readonly thresholdsHash: string;
  readonly git: string | null;
  readonly dirty: boolean | null;
  readonly data: readonly {
    readonly table: string;
    readonly rows: number | null;
    readonly lastModified: string | null;
  }[];
};

export type Override = {
  readonly reason: string;
  readonly at: string;
  readonly expires: string;
  /** The blockers it was given for, as `coverOf` tells them. */
  readonly covers: readonly string[];
  /** The thresholds it was given for. */
  readonly thresholdsHash: string;
};

/** The JSON of `headgate gate`. */
export type GateDecision = {
  readonly schemaVersion: 1;
  readonly gate: string;
  readonly decision: Decision;
  /** True when a writer was active on one of the gate's tables meanwhile. */
  readonly provisional: boolean;
  readonly override: Override | null;
  readonly blockers: readonly Blocker[];
  readonly requirements: readonly Requirement[];
  readonly receipt: Receipt;
};
