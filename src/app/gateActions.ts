import type { Requirement } from "../core/gate/decision";
import type { BackfillFacts } from "./gateBackfills";
import type { Workspace } from "./workspace";

/** The command that would mend what is not met, ready to be pasted. */
export function actionFor(workspace: Workspace, requirement: Requirement, backfills: readonly BackfillFacts[]): string {
  const section = requirement.id.split(".")[0] ?? requirement.id;
  if (requirement.kind === "backfill")
    return backfillAction(
      requirement.id.includes(".")
        ? (fillingOf(workspace, section, backfills)?.status.name ?? section)
        : requirement.id,
      backfills,
    );
  if (requirement.kind === "validator")
    return `headgate gate ${Object.entries(workspace.pipeline.gates).find(([, gate]) => gate.requires.validators.includes(requirement.id))?.[0] ?? ""}`.trim();
  if (requirement.state === "not-measurable") return `headgate validate --table ${section}`;
  const filling = fillingOf(workspace, section, backfills);
  return filling ? backfillAction(filling.status.name, backfills) : `headgate validate --table ${section} --by-date`;
}

/** Dates that failed or were not finished are retried; where there are none, all of it must be filled again. */
function backfillAction(name: string, backfills: readonly BackfillFacts[]): string {
  const facts = backfills.find(({ status }) => status.name === name);
  if (!facts) return "headgate status";
  if (facts.status.state === "running" || facts.status.state === "stalled") return "headgate status";
  return facts.history.failed.length + facts.history.unfinished.length > 0
    ? `headgate retry ${name}`
    : `headgate run ${name}`;
}

function fillingOf(
  workspace: Workspace,
  section: string,
  backfills: readonly BackfillFacts[],
): BackfillFacts | undefined {
  return backfills.find(({ status }) => workspace.pipeline.backfills[status.name]?.tables.includes(section));
}
