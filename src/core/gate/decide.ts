import type { Blocker, Decision, Requirement } from "./decision";

/** Order of blockers for people: what is wrong before what is not known. */
const order: Readonly<Record<Requirement["state"], number>> = { "not-met": 0, "not-measurable": 1, met: 2 };

/**
 * NO-GO when anything is not met; else UNDECIDED when anything could not be measured, or nothing was asked; else GO.
 * A definite failure is not hidden by something unknown.
 */
export function decide(requirements: readonly Requirement[]): Decision {
  if (requirements.some((requirement) => requirement.state === "not-met")) return "NO-GO";
  if (requirements.length === 0 || requirements.some((requirement) => requirement.state === "not-measurable"))
    return "UNDECIDED";
  return "GO";
}

/** What keeps the gate closed, each with the command that would mend it. */
export function blockersOf(
  requirements: readonly Requirement[],
  actionFor: (requirement: Requirement) => string,
): Blocker[] {
  if (requirements.length === 0) {
    const message = "The gate requires nothing, so nothing was measured. Name checks under requires: in headgate.yaml.";
    return [{ kind: "error", id: "requires", message, action: "headgate lint headgate.yaml" }];
  }
  return requirements
    .filter((requirement) => requirement.state !== "met")
    .sort((a, b) => order[a.state] - order[b.state])
    .map((requirement) => ({
      kind: requirement.kind,
      id: requirement.id,
      message: requirement.message,
      action: actionFor(requirement),
    }));
}
