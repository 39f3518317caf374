import { exitText } from "../../core/report/endSentences";
import { agoText, clockText, fullMomentText } from "../../core/report/times";
import type { Run } from "../../app/backfills/runs";
import { isRunning, latestRun, type Facts } from "../facts";
import { plainIcons, statusIcons } from "../rows/icons";
import { tooltipText, tooltip } from "../rows/tooltip";
import type { Row, RowIcon } from "../rows/row";

/** A declared validator with the exit code of its last run. */
export function validatorRow(name: string, facts: Facts, now: Date): Row {
  const run = latestRun(facts.runs, "validator", name);
  const running = run !== null && isRunning(run, facts);
  const description = validatorDescription(run, running, now);
  return {
    id: `validator ${name}`,
    label: name,
    description,
    icon: validatorIcon(run, running),
    tooltip: tooltip(
      `**${tooltipText(name)}**: validator`,
      run && `Started ${fullMomentText(run.started.startedAt)}`,
      run?.ended?.reason && tooltipText(run.ended.reason),
      run?.started.log && `Log ${tooltipText(run.started.log)}`,
    ),
    context: ["validator", running ? "alive" : "startable", run?.started.log ? "log" : ""].join(" ").trim(),
    subject: { kind: "validator", name },
    spoken: `validator ${name}, ${description}`,
  };
}

function validatorDescription(run: Run | null, running: boolean, now: Date): string {
  if (!run) return "never run · validator";
  if (running) return `running since ${clockText(run.started.startedAt)} · validator`;
  return `${endText(run)} · ${agoText(run.ended?.endedAt ?? run.started.startedAt, now)} · validator`;
}

/** How a run that does not go on ended: `exit code 1`, `stopped by SIGINT`, `ended, its exit code is not known`. */
export function endText({ ended }: Run): string {
  return ended ? exitText(ended) : "gone, and its exit code is not known";
}

function validatorIcon(run: Run | null, running: boolean): RowIcon {
  if (!run) return plainIcons.never;
  if (running) return plainIcons.running;
  const exitCode = run.ended?.exitCode ?? null;
  if (exitCode === null) return statusIcons.unknown;
  return exitCode === 0 ? statusIcons.pass : statusIcons.fail;
}
