import type { BackfillStatus } from "../core/backfills/status";
import type { TableResult } from "../core/coverage/validation";
import { toNumber } from "../core/coverage/decimal";
import type { Requirement } from "../core/gate/decision";
import {
  completenessRequirement,
  successRateRequirement,
  timeoutRequirement,
  type DateHistory,
} from "../core/gate/requirements";
import type { Gate } from "../core/pipeline/pipeline";
import type { Workspace } from "./workspace";

/** A backfill that fills one of the gate's tables: how it stands, and its dates over all recorded runs. */
export type BackfillFacts = { readonly status: BackfillStatus; readonly history: DateHistory };

/** What a gate asks of backfills: `backfills: complete`, and `min_success_rate` and `timeout_hours` of its sections. */
export function backfillRequirements(
  workspace: Workspace,
  gate: Gate,
  facts: readonly BackfillFacts[],
  tables: readonly TableResult[],
): Requirement[] {
  const complete = gate.requires.backfills === "complete" ? completeness(workspace, facts, tables) : [];
  return [...complete, ...sectionRequirements(workspace, gate, facts)];
}

function completeness(
  workspace: Workspace,
  facts: readonly BackfillFacts[],
  tables: readonly TableResult[],
): Requirement[] {
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
  return facts.map(({ status, history }) => {
    const filled = workspace.pipeline.backfills[status.name]?.tables ?? [];
    return completenessRequirement(
      status,
      history,
      tables.filter((table) => filled.includes(table.name)),
    );
  });
}

function sectionRequirements(workspace: Workspace, gate: Gate, facts: readonly BackfillFacts[]): Requirement[] {
  return workspace.thresholds.sections
    .filter((section) => gate.requires.checks.includes(section.name))
    .flatMap((section) =>
      section.requirements.flatMap(({ key, bound }): Requirement[] => {
        const id = `${section.name}.${key}`;
        const filling = facts.filter(({ status }) =>
          workspace.pipeline.backfills[status.name]?.tables.includes(section.name),
        );
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
