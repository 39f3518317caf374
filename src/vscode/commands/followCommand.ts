import { openRuns } from "../facts";
import { openedOrTold, type Desk } from "../desk";
import { followInTerminal } from "../followInTerminal";
import { showProblem } from "../showProblem";
import { pickName, subjectIn } from "./pickName";

/** Shows a run that Headgate launched and that goes on in a terminal, again or in another window. */
export async function followLaunched(desk: Desk, argument: unknown): Promise<void> {
  const opened = openedOrTold(desk);
  if (!opened) return;
  const launched = openRuns(opened.facts).flatMap(({ started }) => (started.origin === "launched" ? [started] : []));
  const choices = launched.map(({ name, kind, pid }) => ({ name, description: `${kind}, PID ${pid}` }));
  const nothing = "Nothing that Headgate started is running: there is nothing to follow.";
  const name = subjectIn(argument)?.name ?? (await pickName("Follow which run?", choices, nothing));
  if (name === undefined) return;
  const run = launched.findLast((one) => one.name === name);
  if (run === undefined)
    return showProblem(
      { code: "unknown-name", message: `No run of ${name} that Headgate started is alive; open its log instead.` },
      desk.log,
    );
  await followInTerminal(run, {
    followerFile: desk.followerFile,
    storeFolder: opened.ports.store.folder,
    root: opened.workspace.root,
  });
}
