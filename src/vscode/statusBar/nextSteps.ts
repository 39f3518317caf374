import type { Pipeline } from "../../core/pipeline/pipeline";
import { countedText } from "../../core/report/numbers";
import { isAlive, latestDecision, type Facts } from "../facts";
import { canRetry } from "../canRetry";
import { urgentFirst } from "../backfillsView/backfillRows";
import type { Subject } from "../rows/row";

/** A step that makes sense now. */
export type NextStep = {
  readonly icon: string;
  readonly title: string;
  readonly detail?: string;
  /** A name in `contract/ids.ts`. */
  readonly command:
    | "retryFailedDates"
    | "validate"
    | "decideGate"
    | "train"
    | "openReport"
    | "openLog"
    | "startBackfill"
    | "stopBackfill"
    | "writeStatusDocument";
  readonly subject?: Subject;
};

/** What makes sense next, the most pressing first. */
export function nextSteps(pipeline: Pipeline, facts: Facts): NextStep[] {
  const backfills = urgentFirst(facts.snapshot?.backfills ?? []);
  const steps: NextStep[] = [];
  for (const status of backfills) {
    const subject: Subject = { kind: "backfill", name: status.name };
    const left = status.failedDates.length + status.unfinishedDates.length;
    if (isAlive(status) && status.log !== null)
      steps.push({ icon: "output", title: `Open the log of ${status.name}`, command: "openLog", subject });
    else if (left > 0 && canRetry(pipeline, status.name))
      steps.push({
        icon: "debug-restart",
        title: `Retry ${countedText(left, "date")} of ${status.name}`,
        command: "retryFailedDates",
        subject,
      });
  }
  for (const gate of Object.keys(pipeline.gates)) {
    const decision = latestDecision(facts.decisions, gate)?.decision;
    steps.push({
      icon: "law",
      title: `Decide ${gate}`,
      detail: decision ? `now ${decision}` : "not decided yet",
      command: "decideGate",
      subject: { kind: "gate", name: gate },
    });
  }
  for (const [name, training] of Object.entries(pipeline.trainings))
    if (training.gate !== null && latestDecision(facts.decisions, training.gate)?.decision === "GO")
      steps.push({
        icon: "play-circle",
        title: `Train ${name}`,
        command: "train",
        subject: { kind: "training", name },
      });
  return [
    ...steps,
    { icon: "checklist", title: "Validate every table", command: "validate" },
    { icon: "graph", title: "Open the report", command: "openReport" },
    { icon: "play", title: "Start a backfill…", command: "startBackfill" },
    { icon: "markdown", title: "Write the status document", command: "writeStatusDocument" },
  ];
}
