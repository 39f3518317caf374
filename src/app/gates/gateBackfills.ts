import type { BackfillStatus } from "../../core/backfills/status";
import type { Disagreement } from "../../core/backfills/disagreements";
import type { DateStates } from "../../core/backfills/runOutcome";
import type { TableResult } from "../../core/coverage/validation";
import { toNumber } from "../../core/coverage/decimal";
import type { Requirement } from "../../core/gate/decision";
import {
  completenessRequirement,
  disagreementRequirements,
  successRateRequirement,
  timeoutRequirement,
} from "../../core/gate/requirements";
import type { Gate } from "../../core/pipeline/pipeline";
import type { Workspace } from "../workspace";

/** A backfill that fills one of the gate's tables. */
export type BackfillFacts = {
  readonly status: BackfillStatus;
  /** The tables that it fills. */
  readonly filled: readonly string[];
  /** Its dates over all recorded runs, without those that nobody expects. */
  readonly history: DateStates;
  /** Where log, process, checkpoint and table say different things. */
  readonly disagreements: readonly Disagreement[];
};

/** Whether it is writing now. */
export function isLive({ state }: BackfillStatus): boolean {
  return state === "running" || state === "stalled";
}

/** When its latest run ended (while it is alive: now), in epoch milliseconds; null where that is not known. */
export function endOf({ startedAt, elapsedMs }: BackfillStatus): number | null {
  return startedAt === null || elapsedMs === null ? null : Date.parse(startedAt) + elapsedMs;
}

/** What a gate asks of backfills: `backfills: complete`, and `min_success_rate` and `timeout_hours` of its sections. */
export function backfillRequirements(
  workspace: Workspace,
  gate: Gate,
  facts: readonly BackfillFacts[],
  tables: readonly TableResult[],
): Requirement[] {
  const complete = gate.requires.backfills === "complete" ? completeness(facts, tables) : [];
  return [...complete, ...sectionRequirements(workspace, gate, facts)];
}

function completeness(facts: readonly BackfillFacts[], tables: readonly TableResult[]): Requirement[] {
  if (facts.length === 0)
    return [
      {
        kind: "backfill",
        id: "backfills",
        state: "not-measurable",
        message:
          "The gate requires complete backfills, and none is declared to fill its tables. Name them: tables: of a backfill.",
      },
    ];
  return facts.flatMap(({ status, filled, history, disagreements }) => [
    completenessRequirement(
      status,
      history,
      tables.filter((table) => filled.includes(table.name)),
    ),
    ...disagreementRequirements(status.name, disagreements),
  ]);
}

function sectionRequirements(workspace: Workspace, gate: Gate, facts: readonly BackfillFacts[]): Requirement[] {
  return workspace.thresholds.sections
    .filter((section) => gate.requires.checks.includes(section.name))
    .flatMap((section) =>
      section.requirements.flatMap(({ key, bound }): Requirement[] => {
        const id = `${section.name}.${key}`;
        const filling = facts.filter(({ filled }) => filled.includes(section.name));
        if (filling.length === 0)
          return [
            {
              kind: "backfill",
              id,
              state: "not-measurable",
              message: `${key} asks for the backfill of ${section.name}, and none is declared. Declare it under backfills: with tables: [${section.name}].`,
            },
          ];
        return filling.map(({ status, history }) =>
          key === "timeout_hours"
            ? timeoutRequirement(id, toNumber(bound), status)
            : successRateRequirement(id, bound, String(toNumber(bound)), history, status.name),
        );
      }),
    );
}
