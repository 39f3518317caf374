import * as vscode from "vscode";
import { retryBackfill } from "../../app/launching/launch";
import { commands } from "../../contract/ids";
import type { CalendarDate } from "../../core/calendar";
import { failingDates, type FailingDate } from "../../core/language/values/failingDates";
import { countedText } from "../../core/report/numbers";
import { openedOrTold, type Desk } from "../desk";
import type { OpenState } from "../session";
import { nameIn, pickName } from "./pickName";
import { startMinding } from "./startMinding";

/** Shows the dates of a table that fail; those that are ticked can be filled again by the backfill that fills the table. */
export async function showFailingDates(desk: Desk, argument: unknown): Promise<void> {
  const opened = openedOrTold(desk);
  if (!opened) return;
  const failing = new Map((opened.facts.validation?.tables ?? []).map((table) => [table.name, failingDates(table)]));
  const choices = [...failing].flatMap(([name, dates]) =>
    dates.length === 0 ? [] : [{ name, description: countedText(dates.length, "date") }],
  );
  const name =
    nameIn(argument, "table", [...failing.keys()]) ??
    (await pickName(
      "Show the failing dates of which table?",
      choices,
      "No date fails by itself in what was last measured.",
    ));
  if (name === undefined) return;
  const dates = failing.get(name) ?? [];
  if (dates.length === 0) return tellNone(name);
  const backfill = retryable(opened, name);
  const picked = await pickDates({ what: `failing of ${name}`, dates, backfill });
  if (backfill === null || picked.length === 0) return;
  const { workspace, ports } = opened;
  await startMinding(desk, opened, backfill, (options) =>
    retryBackfill(workspace, ports, backfill, { ...options, exactly: picked }),
  );
}

async function tellNone(name: string): Promise<void> {
  const text = `No date of ${name} fails by itself in what was last measured.`;
  if ((await vscode.window.showInformationMessage(text, "Open Report")) !== undefined)
    await vscode.commands.executeCommand(commands.openReport);
}

/** The backfill that fills a table and can be told single dates; null where there is none, or several. */
function retryable({ workspace }: OpenState, table: string): string | null {
  const filling = Object.entries(workspace.pipeline.backfills).filter(
    ([, { tables, retry }]) => tables.includes(table) && retry !== null,
  );
  return filling.length === 1 ? (filling[0]?.[0] ?? null) : null;
}

type DatesToPick = {
  /** `failing of orders`: what the title says of the dates. */
  readonly what: string;
  readonly dates: readonly FailingDate[];
  /** Who could fill them again; null for nobody. */
  readonly backfill: string | null;
};

type DateItem = vscode.QuickPickItem & { readonly date: CalendarDate };

/** Lets the person tick dates to fill again. Where nothing can fill them, accepting one opens the report. */
export async function pickDates({ what, dates, backfill }: DatesToPick): Promise<readonly CalendarDate[]> {
  const pick = vscode.window.createQuickPick<DateItem>();
  const openReport: vscode.QuickInputButton = { iconPath: new vscode.ThemeIcon("graph"), tooltip: "Open Report" };
  pick.title = `${countedText(dates.length, "date")} ${what}`;
  pick.placeholder =
    backfill === null ? "The report shows them in its calendar" : `Tick the dates that ${backfill} should fill again`;
  pick.canSelectMany = backfill !== null;
  pick.matchOnDescription = true;
  pick.buttons = [openReport];
  pick.items = dates.map(({ date, reasons }) => ({ label: date, description: reasons.join(" · "), date }));
  const report = (): void => {
    void vscode.commands.executeCommand(commands.openReport);
    pick.hide();
  };
  return new Promise((resolve) => {
    pick.onDidTriggerButton(report);
    pick.onDidAccept(() => {
      resolve(backfill === null ? [] : pick.selectedItems.map(({ date }) => date).sort());
      if (backfill === null) report();
      else pick.hide();
    });
    pick.onDidHide(() => {
      resolve([]);
      pick.dispose();
    });
    pick.show();
  });
}
