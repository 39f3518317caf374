/** One success criterion of a training and what its metrics say of it. */
export type Criterion = {
  readonly name: string;
  readonly state: "met" | "not-met" | "not-measurable";
  readonly observed: number | null;
  /** As written, e.g. `< baseline_mae`. */
  readonly bound: string;
  readonly message: string;
};

/** The JSON of `headgate train`, and what is recorded of a training run. */
export type TrainingResult = {
  readonly schemaVersion: 1;
  readonly training: string;
  /** `met` when every criterion is; `not-measurable` when one could not be judged and none is missed. */
  readonly verdict: "met" | "not-met" | "not-measurable";
  readonly runId: string;
  readonly exitCode: number | null;
  readonly startedAt: string;
  readonly endedAt: string | null;
  readonly log: string | null;
  /** The file the metrics came from, relative to the workspace root. */
  readonly metricsFile: string | null;
  readonly metrics: Readonly<Record<string, number>>;
  readonly criteria: readonly Criterion[];
};
