import type * as vscode from "vscode";
import { runsOf, type Run } from "../app/backfills/runs";
import { judgeTraining } from "../app/gates/train";
import type { Facts } from "./facts";
import { inBackground } from "./inBackground";
import type { OpenState, Session } from "./session";

/** The command line judges what it started; it gets this long before the editor does it in its place. */
const graceMs = 2000;

/** Judges trainings that have ended without a judgement, also those that ended while no editor was open. */
export function judgeEndedTrainings(session: Session, log: vscode.LogOutputChannel): vscode.Disposable {
  const tried = new Set<string>();
  const timers = new Set<NodeJS.Timeout>();

  async function judge(state: OpenState, run: Run): Promise<void> {
    const judged = await judgeTraining(state.workspace, state.ports, run.started);
    if (judged.ok) await session.refresh();
    else log.warn(judged.error.message);
  }

  const listener = session.onDidChange(() => {
    const { state } = session;
    if (state.kind !== "open") return;
    for (const run of unjudged(state.facts)) {
      if (tried.has(run.started.id)) continue;
      tried.add(run.started.id);
      const timer = setTimeout(() => {
        timers.delete(timer);
        const now = session.state;
        if (now.kind === "open" && unjudged(now.facts).some(({ started }) => started.id === run.started.id))
          inBackground(log, "Judging a training", judge(now, run));
      }, graceMs);
      timers.add(timer);
    }
  });
  return {
    dispose() {
      listener.dispose();
      timers.forEach((timer) => clearTimeout(timer));
    },
  };
}

function unjudged(facts: Facts): Run[] {
  const judged = new Set(facts.trainings.map((result) => result.runId));
  return runsOf(facts.runs).filter(
    ({ started, ended }) => started.kind === "training" && ended !== null && !judged.has(started.id),
  );
}
