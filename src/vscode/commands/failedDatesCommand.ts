import * as vscode from "vscode";
import { retryBackfill } from "../../app/launching/launch";
import type { BackfillStatus } from "../../core/backfills/status";
import type { FailingDate } from "../../core/language/values/failingDates";
import { countedText } from "../../core/report/numbers";
import { openedOrTold, type Desk } from "../desk";
import { isAlive } from "../facts";
import { pickDates } from "./failingDatesCommand";
import { nameIn, pickName } from "./pickName";
import { startMinding } from "./startMinding";

/** Shows the failed and unfinished dates of a backfill with their reasons; those that are ticked are filled again. */
export async function showFailedDates(desk: Desk, argument: unknown): Promise<void> {
  const opened = openedOrTold(desk);
  if (!opened) return;
  const { backfills } = opened.workspace.pipeline;
  const rows = opened.facts.snapshot?.backfills ?? [];
  const left = new Map(rows.map((row) => [row.name, openDates(row)]));
  const choices = [...left].flatMap(([name, dates]) =>
    dates.length === 0 ? [] : [{ name, description: countedText(dates.length, "date") }],
  );
  const empty = "No date of a backfill has failed or is unfinished.";
  const name =
    nameIn(argument, "backfill", Object.keys(backfills)) ??
    (await pickName("Show the failed dates of which backfill?", choices, empty));
  const row = rows.find((one) => one.name === name);
  if (name === undefined || row === undefined) return;
  const dates = left.get(name) ?? [];
  if (dates.length === 0) {
    // Nobody waits for an answer to this: it has no button.
    void vscode.window.showInformationMessage(`No date of ${name} has failed or is unfinished.`);
    return;
  }
  const canRetry = backfills[name]?.retry !== null && !isAlive(row);
  const picked = await pickDates({ what: `left of ${name}`, dates, backfill: canRetry ? name : null });
  if (picked.length === 0) return;
  const { workspace, ports } = opened;
  await startMinding(desk, opened, name, (options) =>
    retryBackfill(workspace, ports, name, { ...options, exactly: picked }),
  );
}

function openDates({ failedDates, unfinishedDates, failureReasons }: BackfillStatus): FailingDate[] {
  const failed = failedDates.map((date) => ({ date, reasons: [failureReasons[date] ?? "failed"] }));
  const unfinished = unfinishedDates.map((date) => ({ date, reasons: ["unfinished"] }));
  return [...failed, ...unfinished].sort((one, other) => (one.date < other.date ? -1 : 1));
}
