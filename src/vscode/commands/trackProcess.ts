import * as vscode from "vscode";
import type { ProcessInfo } from "../../app/ports";
import { trackableProcesses, trackProcess } from "../../app/backfills/trackProcess";
import { momentText } from "../../core/report/times";
import { openedOrTold, type Desk } from "../desk";
import { showProblem } from "../showProblem";
import { nameIn, pickName } from "./pickName";

/** Asks for a process and for the backfill that it is a run of, and watches it from then on. */
export async function trackProcessAsked(desk: Desk, argument: unknown): Promise<void> {
  const opened = openedOrTold(desk);
  if (!opened) return;
  const { workspace, ports } = opened;
  const processes = await trackableProcesses(workspace, ports, process.pid);
  if (!processes.ok) return showProblem(processes.error, desk.log);
  const pid = await pickProcess(processes.value);
  if (pid === undefined) return;
  const names = Object.keys(workspace.pipeline.backfills);
  const empty = "No backfill is declared; add one under backfills: in headgate.yaml.";
  const name =
    nameIn(argument, "backfill", names) ??
    (await pickName(
      `Process ${pid} is a run of which backfill?`,
      names.map((one) => ({ name: one })),
      empty,
    ));
  if (name === undefined) return;
  const tracked = await trackProcess(workspace, ports, name, pid, process.pid);
  if (!tracked.ok) showProblem(tracked.error, desk.log);
  else desk.log.info(`Process ${pid} is watched as ${name}.`);
  await desk.session.refresh();
}

async function pickProcess(processes: readonly ProcessInfo[]): Promise<number | undefined> {
  const now = new Date();
  const items = processes.map(({ pid, argv, cwd, startedAt }) => ({
    pid,
    label: argv.join(" "),
    // Not beside the command line, which is often longer than the list is wide.
    detail: `PID ${pid} · started ${momentText(startedAt.toISOString(), now)}${cwd === null ? "" : ` · in ${cwd}`}`,
  }));
  const title = "Track which process?";
  const picked = await vscode.window.showQuickPick(items, {
    title,
    placeHolder: "Type a part of its command line, or its PID",
    matchOnDetail: true,
  });
  return picked?.pid;
}
