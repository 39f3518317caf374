import type { Backfill, FollowUp, Gate } from "../pipeline/pipeline";

/** What became of one step of `then:` after one run; kept with the run. */
export type FollowUpRecord = {
  /** Made of run and step: said again, it tells the newer state. */
  readonly id: string;
  readonly run: string;
  readonly backfill: string;
  /** `validate`, `gate ml_ready`. */
  readonly step: string;
  readonly state: "started" | "ended" | "skipped";
  /** ISO 8601, UTC. */
  readonly at: string;
  /** As the same step has it on the command line; null unless it ended. */
  readonly exitCode: 0 | 1 | 2 | null;
  /** What came out, in words: `2 of 7 checks fail`, `NO-GO`; why, where it was skipped or could not be done. */
  readonly text: string;
  /** The receipt of a gate's decision; null for anything else. */
  readonly receipt: string | null;
};

/** The same, as a row of `status` tells it. */
export type FollowUpOutcome = Pick<FollowUpRecord, "step" | "state" | "at" | "exitCode" | "text">;

/** One step to take. */
export type FollowUpStep =
  | { readonly kind: "validate"; readonly step: string; readonly tables: readonly string[] }
  | { readonly kind: "gate"; readonly step: string; readonly gate: string };

/**
 * The steps of `then:` in the order in which they are taken: what is measured comes before what is decided on it, whatever the
 * order in which they are written. Each comes once.
 */
export function followUpSteps(
  { then, tables }: Pick<Backfill, "then" | "tables">,
  gates: Readonly<Record<string, Gate>>,
): FollowUpStep[] {
  const validates = then.some(({ kind }) => kind === "validate");
  const asked = new Set(then.flatMap((step) => gatesOf(step, tables, gates)));
  return [
    ...(validates ? [{ kind: "validate" as const, step: "validate", tables }] : []),
    ...[...asked].map((gate) => ({ kind: "gate" as const, step: `gate ${gate}`, gate })),
  ];
}

function gatesOf(step: FollowUp, tables: readonly string[], gates: Readonly<Record<string, Gate>>): string[] {
  if (step.kind === "validate") return [];
  if (step.name !== null) return [step.name];
  return Object.keys(gates).filter((name) => {
    const gate = gates[name];
    const sections = [...(gate?.requires.checks ?? []), ...(gate?.features ? [gate.features.of] : [])];
    return sections.some((section) => tables.includes(section));
  });
}

/** `validate: 2 of 7 checks fail · gate ml_ready: NO-GO`; empty for none. */
export function followUpsText(outcomes: readonly Pick<FollowUpOutcome, "step" | "state" | "text">[]): string {
  return outcomes.map(({ step, state, text }) => `${step}: ${state === "started" ? "under way" : text}`).join(" · ");
}
