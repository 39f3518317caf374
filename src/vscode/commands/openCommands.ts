import { resolve } from "node:path";
import * as vscode from "vscode";
import * as z from "zod";
import { failureLine } from "../../app/logs/failureLine";
import { shownPath } from "../../app/shownPath";
import { parseCalendarDate } from "../../core/calendar";
import { openedOrTold, type Desk } from "../desk";
import { latestRun } from "../facts";
import type { OpenState } from "../session";
import { showProblem } from "../showProblem";
import { subjectIn, type AskedSubject } from "./pickName";

const placeSchema = z.object({ file: z.string(), line: z.int().min(1), column: z.int().min(1) });
/** A place, or a row that has one. */
const locationSchema = z.union([
  placeSchema,
  z.object({ row: z.object({ location: placeSchema }) }).transform((node) => node.row.location),
]);

/** Opens a file at a place; paths stand on the workspace root. */
export async function openLocation(desk: Desk, argument: unknown): Promise<void> {
  const location = locationSchema.safeParse(argument);
  const root = rootOf(desk);
  if (!location.success || root === null) return;
  const { file, line, column } = location.data;
  await openAt(desk, resolve(root, file), new vscode.Position(line - 1, column - 1));
}

/** The folder of `headgate.yaml`, also while that has a mistake; null where there is none. */
export function rootOf({ session }: Desk): string | null {
  const { state } = session;
  if (state.kind === "open") return state.workspace.root;
  return state.kind === "broken" ? resolve(state.configurationFile, "..") : null;
}

/** Opens the log of a backfill, a validator or a training at its end; of a date that failed, at its line. */
export async function openLog(desk: Desk, argument: unknown): Promise<void> {
  const opened = openedOrTold(desk);
  if (!opened) return;
  const logs = logsOf(opened);
  const { root } = opened.workspace;
  const asked = subjectIn(argument) ?? (await pickLog(opened, logs));
  if (asked === undefined) return;
  const log = asked.log ?? logs.get(asked.name);
  if (log === undefined)
    return showProblem({ code: "unreadable-file", message: `${asked.name} has not written a log yet.` }, desk.log);
  const date = parseCalendarDate(asked.date ?? "");
  const line = date && (await failureLine(opened.workspace, opened.ports, asked.name, resolve(root, log), date));
  const place = line?.ok && line.value !== null ? new vscode.Position(line.value - 1, 0) : "end";
  await openAt(desk, resolve(root, log), place);
}

type LogItem = vscode.QuickPickItem & { readonly asked: AskedSubject };

/** Asks whose log: the latest of each, and below them the dates that failed. */
async function pickLog(opened: OpenState, logs: ReadonlyMap<string, string>): Promise<AskedSubject | undefined> {
  const { root } = opened.workspace;
  const ends = [...logs].map(([name, log]): LogItem => ({
    label: name,
    description: shownPath(root, resolve(root, log)),
    asked: { kind: null, name },
  }));
  const failures = (opened.facts.snapshot?.backfills ?? [])
    .filter(({ log }) => log !== null)
    .flatMap(({ name, failedDates, failureReasons }) =>
      failedDates.map((date): LogItem => ({
        label: date,
        description: [`${name} failed`, failureReasons[date]].filter(Boolean).join(": "),
        asked: { kind: "backfill", name, date },
      })),
    );
  if (ends.length === 0) {
    // Nobody waits for an answer to this: it has no button.
    void vscode.window.showInformationMessage("Nothing has written a log yet.");
    return undefined;
  }
  const title = "Open the log of what?";
  const picked = await vscode.window.showQuickPick([...ends, ...failures], {
    title,
    placeHolder: title,
    matchOnDescription: true,
  });
  return picked?.asked;
}

/** The latest log of everything that has one; by name, backfills first. */
function logsOf({ workspace, facts }: OpenState): Map<string, string> {
  const logs = new Map<string, string>();
  for (const status of facts.snapshot?.backfills ?? []) if (status.log !== null) logs.set(status.name, status.log);
  const others = [
    ...Object.keys(workspace.pipeline.validators).map((name) => ["validator", name] as const),
    ...Object.keys(workspace.pipeline.trainings).map((name) => ["training", name] as const),
  ];
  for (const [kind, name] of others) {
    const log = latestRun(facts.runs, kind, name)?.started.log;
    if (log && !logs.has(name)) logs.set(name, log);
  }
  return logs;
}

/** Opens a file at a place; tells the person where it cannot be. */
export async function openAt({ log }: Pick<Desk, "log">, path: string, place: vscode.Position | "end"): Promise<void> {
  try {
    const document = await vscode.workspace.openTextDocument(vscode.Uri.file(path));
    const position = place === "end" ? document.lineAt(document.lineCount - 1).range.start : place;
    const selection = new vscode.Range(position, position);
    await vscode.window.showTextDocument(document, { selection, preview: true });
  } catch (error) {
    log.warn(String(error));
    const message = `${path} could not be opened; it may have been moved or removed.`;
    showProblem({ code: "unreadable-file", message }, log);
  }
}
