import { decideGate } from "../../app/gates/decideGate";
import { startTraining } from "../../app/gates/train";
import { decisionAlert } from "../../core/alerts/decisionAlert";
import { openedOrTold, type Desk } from "../desk";
import { latestDecision } from "../facts";
import { followInTerminal } from "../followInTerminal";
import type { OpenState } from "../session";
import { showProblem } from "../showProblem";
import { nameIn, pickName } from "./pickName";
import { withProgress } from "./withProgress";

/** Measures what a gate asks, decides it and tells the decision. */
export async function decide(desk: Desk, argument: unknown): Promise<void> {
  const opened = openedOrTold(desk);
  if (!opened) return;
  const name = await pickGate(opened, argument);
  if (name === undefined) return;
  const decided = await withProgress(`Deciding ${name}`, (signal, report) =>
    decideGate(opened.workspace, opened.ports, name, signal, report),
  );
  // Told here, whether it changed or not: somebody asked. Remembered before the refresh would tell it again as news.
  if (decided.ok) desk.announcer.tell(decisionAlert(decided.value));
  else showProblem(decided.error, desk.log);
  await desk.session.refresh();
}

async function pickGate({ workspace, facts }: OpenState, argument: unknown): Promise<string | undefined> {
  const names = Object.keys(workspace.pipeline.gates);
  const choices = names.map((name) => ({
    name,
    description: latestDecision(facts.decisions, name)?.decision ?? "not decided yet",
  }));
  const only = names.length === 1 ? names[0] : undefined;
  const empty = "No gate is declared; add one under gates: in headgate.yaml.";
  return nameIn(argument, "gate", names) ?? only ?? (await pickName("Decide which gate?", choices, empty));
}

/** Asks a training's gate, and starts it when that is open. */
export async function train(desk: Desk, argument: unknown): Promise<void> {
  const opened = openedOrTold(desk);
  if (!opened) return;
  const { pipeline, root } = opened.workspace;
  const names = Object.keys(pipeline.trainings);
  const choices = names.map((name) => {
    const gate = pipeline.trainings[name]?.gate;
    return { name, ...(gate ? { description: `asks ${gate} first` } : {}) };
  });
  const empty = "No training is declared; add one under trainings: in headgate.yaml.";
  const name = nameIn(argument, "training", names) ?? (await pickName("Train what?", choices, empty));
  if (name === undefined) return;
  const started = await withProgress(`Asking the gate of ${name}`, (signal, report) =>
    startTraining(opened.workspace, opened.ports, name, signal, report),
  );
  if (!started.ok) {
    if (started.error.decision) desk.announcer.remember(decisionAlert(started.error.decision));
    showProblem(started.error, desk.log);
  } else {
    const { run, decision } = started.value;
    if (decision) desk.announcer.remember(decisionAlert(decision));
    await followInTerminal(run, { followerFile: desk.followerFile, storeFolder: opened.ports.store.folder, root });
  }
  await desk.session.refresh();
}
