import { resolve } from "node:path";
import * as vscode from "vscode";
import * as z from "zod";
import { shownPath } from "../../app/shownPath";
import { openedOrTold, type Desk } from "../desk";
import { latestRun } from "../facts";
import type { OpenState } from "../session";
import { showProblem } from "../showProblem";
import { pickName, subjectIn } from "./pickName";

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

/** Opens the log of a backfill, a validator or a training, at its end. */
export async function openLog(desk: Desk, argument: unknown): Promise<void> {
  const opened = openedOrTold(desk);
  if (!opened) return;
  const logs = logsOf(opened);
  const { root } = opened.workspace;
  const choices = [...logs].map(([name, log]) => ({ name, description: shownPath(root, resolve(root, log)) }));
  const name =
    subjectIn(argument)?.name ?? (await pickName("Open the log of what?", choices, "Nothing has written a log yet."));
  if (name === undefined) return;
  const log = logs.get(name);
  if (log === undefined)
    return showProblem({ code: "unreadable-file", message: `${name} has not written a log yet.` }, desk.log);
  await openAt(desk, resolve(root, log), "end");
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
