import type { Requirement } from "../../core/gate/decision";
import { isLive, type BackfillFacts } from "./gateBackfills";
import type { Workspace } from "../workspace";

/** Where a requirement comes from: the gate's name, and the backfills that fill its tables. */
export type GateSurroundings = {
  readonly workspace: Workspace;
  readonly gate: string;
  readonly backfills: readonly BackfillFacts[];
};

/** The command that would mend what is not met, ready to be pasted. */
export function actionFor({ workspace, gate, backfills }: GateSurroundings, requirement: Requirement): string {
  const { kind, id, state } = requirement;
  const section = sectionOf(workspace, id);
  const filling = backfills.find(({ filled }) => filled.includes(section));
  if (kind === "backfill") return backfillAction(backfills.find(({ status }) => status.name === id) ?? filling);
  if (kind === "disagreement") return "headgate status";
  if (kind === "validator") return `headgate gate ${gate}`;
  if (state === "not-measurable") return `headgate validate --table ${section}`;
  return filling ? backfillAction(filling) : `headgate validate --table ${section} --by-date`;
}

/** Dates that failed or were not finished are retried; where there are none, all of it must be filled again. */
function backfillAction(facts: BackfillFacts | undefined): string {
  if (!facts || isLive(facts.status)) return "headgate status";
  const { status, history } = facts;
  const left = history.failed.length + history.unfinished.length;
  return left > 0 ? `headgate retry ${status.name}` : `headgate run ${status.name}`;
}

/** The section of an id `section.key`. Names of sections may hold dots themselves: the longest that fits is meant. */
function sectionOf({ thresholds }: Workspace, id: string): string {
  const names = thresholds.sections.map(({ name }) => name).filter((name) => id.startsWith(`${name}.`));
  return names.sort((one, other) => other.length - one.length)[0] ?? id;
}
