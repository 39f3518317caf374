import * as vscode from "vscode";
import { validate } from "../../app/coverage/validate";
import { commands } from "../../contract/ids";
import type { Validation } from "../../core/coverage/validation";
import { checksVerdict } from "../../core/report/checksVerdict";
import { openedOrTold, type Desk } from "../desk";
import { inBackground } from "../inBackground";
import { showProblem } from "../showProblem";
import { nameIn, pickName } from "./pickName";
import { withProgress } from "./withProgress";

/** Measures every table. */
export async function validateAll(desk: Desk): Promise<void> {
  await validateTables(desk, undefined);
}

/** Measures one table: that of the row, or one the person picks. */
export async function validateTable(desk: Desk, argument: unknown): Promise<void> {
  const opened = openedOrTold(desk);
  if (!opened) return;
  const names = measurableSections(
    opened.workspace.thresholds.sections.map((section) => section.name),
    desk,
  );
  const choices = names.map((name) => ({ name }));
  const name =
    nameIn(argument, "table", names) ??
    (await pickName("Validate which table?", choices, "The thresholds file has no table to validate yet."));
  if (name !== undefined) await validateTables(desk, [name]);
}

/** Sections without a table have only requirements on their backfill. */
function measurableSections(sections: readonly string[], { session }: Desk): string[] {
  const { state } = session;
  if (state.kind !== "open") return [];
  return sections.filter((section) => state.workspace.pipeline.tables[section]?.table !== "none");
}

async function validateTables(desk: Desk, tables: readonly string[] | undefined): Promise<void> {
  const opened = openedOrTold(desk);
  if (!opened) return;
  const title = tables ? `Validating ${tables.join(", ")}` : "Validating";
  const result = await withProgress(title, (signal, report) =>
    validate(opened.workspace, opened.ports, { byDate: true, ...(tables && { tables }) }, signal, report),
  );
  await desk.session.refresh();
  if (!result.ok) return showProblem(result.error, desk.log);
  inBackground(desk.log, "Telling the result", tellResult(result.value));
}

async function tellResult({ verdict, tables }: Validation): Promise<void> {
  const worst = tables.filter(
    (table) => table.checks.some((check) => check.status !== "pass") || table.reason !== null,
  );
  const text = worst
    .map((table) => `${table.name}: ${table.reason === null ? checksVerdict(table.checks) : "could not be measured"}`)
    .join("; ");
  const say = verdict === "pass" ? vscode.window.showInformationMessage : vscode.window.showWarningMessage;
  const all = tables.flatMap((table) => table.checks);
  const chosen = await say(verdict === "pass" ? `Validated: ${checksVerdict(all)}.` : `${text}.`, "Open Report");
  if (chosen) await vscode.commands.executeCommand(commands.openReport);
}
