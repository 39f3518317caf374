import * as vscode from "vscode";
import { retryPlanned, runValidator, startBackfill } from "../../app/launching/launch";
import { planRetry } from "../../app/launching/planRetry";
import { stopRun } from "../../app/launching/stopRun";
import { unexpectedText } from "../../app/backfills/unexpectedDates";
import type { BackfillStatus } from "../../core/backfills/status";
import { countedText } from "../../core/report/numbers";
import { backfillDescription } from "../backfillsView/backfillRows";
import { canRetry } from "../canRetry";
import { openedOrTold, type Desk } from "../desk";
import { isAlive } from "../facts";
import type { OpenState } from "../session";
import { showProblem } from "../showProblem";
import { nameIn, pickName, subjectIn } from "./pickName";
import { followStarted, startMinding } from "./startMinding";

/** Starts a declared backfill over its window. */
export async function startBackfillAsked(desk: Desk, argument: unknown): Promise<void> {
  const opened = openedOrTold(desk);
  if (!opened) return;
  const name = await pickBackfill("Start which backfill?", opened, argument, (_, alive) => !alive);
  if (name === undefined) return;
  await startMinding(desk, opened, name, (options) => startBackfill(opened.workspace, opened.ports, name, options));
}

/** Retries exactly the dates that failed or were left unfinished. */
export async function retryFailedDates(desk: Desk, argument: unknown): Promise<void> {
  const opened = openedOrTold(desk);
  if (!opened) return;
  const name = await pickBackfill(
    "Retry the failed dates of which backfill?",
    opened,
    argument,
    (status, alive) =>
      !alive &&
      (status?.failedDates.length ?? 0) + (status?.unfinishedDates.length ?? 0) > 0 &&
      canRetry(opened.workspace.pipeline, status?.name ?? ""),
    "No date that could be retried has failed or is unfinished; a backfill is retried as its retry: in headgate.yaml says.",
  );
  if (name === undefined) return;
  const plan = await planRetry(opened.workspace, opened.ports, name);
  if (!plan.ok) return showProblem(plan.error, desk.log);
  const leftOut = unexpectedText(plan.value.leftOut);
  // Nobody waits for an answer to this: it has no button.
  if (leftOut !== null) void vscode.window.showInformationMessage(leftOut);
  desk.log.info(`Retrying ${countedText(plan.value.dates.length, "date")} of ${name}: ${plan.value.dates.join(", ")}`);
  await startMinding(desk, opened, name, (options) =>
    retryPlanned(opened.workspace, opened.ports, plan.value, options),
  );
}

/** Starts a declared validator over the window. */
export async function runValidatorAsked(desk: Desk, argument: unknown): Promise<void> {
  const opened = openedOrTold(desk);
  if (!opened) return;
  const names = Object.keys(opened.workspace.pipeline.validators);
  const choices = names.map((name) => ({ name }));
  const empty = "No validator is declared; add one under validators: in headgate.yaml.";
  const name = nameIn(argument, "validator", names) ?? (await pickName("Run which validator?", choices, empty));
  if (name === undefined) return;
  await followStarted(desk, opened, await runValidator(opened.workspace, opened.ports, name));
}

/** Stops a run after asking: hours of work may hang on it. */
export async function stopBackfill(desk: Desk, argument: unknown): Promise<void> {
  const opened = openedOrTold(desk);
  if (!opened) return;
  const alive = opened.facts.snapshot?.backfills.filter(isAlive) ?? [];
  const only = alive.length === 1 ? alive[0]?.name : undefined;
  const name = await pickBackfill(
    "Stop which backfill?",
    opened,
    argument ?? only,
    (_, alive) => alive,
    "No backfill is running: there is nothing to stop.",
  );
  const status = statusOf(opened, name);
  // A further run of the same backfill has a row of its own.
  const pid = subjectIn(argument)?.pid ?? status?.pid;
  if (!status || typeof pid !== "number") return;
  const stop = `Stop ${status.name}`;
  const answer = await vscode.window.showQuickPick(
    [{ label: stop, description: backfillDescription(status, new Date()) }, { label: "Let it run" }],
    {
      title: `Stop ${status.name} (process ${pid})?`,
      placeHolder: "What it has finished stays; a retry does the rest.",
    },
  );
  if (answer?.label !== stop) return;
  const grace = opened.workspace.pipeline.backfills[status.name]?.stopGraceMs;
  const stopped = await stopRun(opened.ports, pid, grace);
  if (!stopped.ok) showProblem(stopped.error, desk.log);
  await desk.session.refresh();
}

function statusOf(opened: OpenState, name: string | undefined): BackfillStatus | undefined {
  return opened.facts.snapshot?.backfills.find((backfill) => backfill.name === name);
}

async function pickBackfill(
  title: string,
  opened: OpenState,
  argument: unknown,
  fits: (status: BackfillStatus | undefined, alive: boolean) => boolean,
  emptyText = "No backfill is declared that could be started; add one under backfills: in headgate.yaml.",
): Promise<string | undefined> {
  const names = Object.keys(opened.workspace.pipeline.backfills);
  const given = nameIn(argument, "backfill", names);
  if (given !== undefined) return given;
  const choices = names.flatMap((name) => {
    const status = statusOf(opened, name);
    if (!fits(status, status !== undefined && isAlive(status))) return [];
    return [{ name, ...(status && { description: backfillDescription(status, new Date()) }) }];
  });
  return pickName(title, choices, emptyText);
}
