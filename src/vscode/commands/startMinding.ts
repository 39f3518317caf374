import type { LaunchOptions } from "../../app/launching/launch";
import type { RunStarted } from "../../app/ports";
import type { Result } from "../../core/result";
import type { Desk } from "../desk";
import { followInTerminal } from "../followInTerminal";
import type { OpenState } from "../session";
import { showProblem } from "../showProblem";
import { askToForce, isInTheWay, mindedIn } from "./minding";

/** Starts, tells what is to be minded, and asks for a reason where something is in the way. */
export async function startMinding(
  desk: Desk,
  opened: OpenState,
  name: string,
  start: (options: LaunchOptions) => Promise<Result<RunStarted>>,
): Promise<void> {
  const minded = mindedIn(desk, name);
  const started = await start({ onFinding: minded.take });
  if (started.ok || !isInTheWay(started.error)) {
    minded.show(started.ok);
    return followStarted(desk, opened, started);
  }
  const reason = await askToForce(started.error.message);
  if (reason !== undefined) await followStarted(desk, opened, await start({ force: reason }));
}

/** Follows what was started in a terminal, and shows why where it was not. */
export async function followStarted(desk: Desk, opened: OpenState, started: Result<RunStarted>): Promise<void> {
  if (!started.ok) showProblem(started.error, desk.log);
  else
    await followInTerminal(started.value, {
      followerFile: desk.followerFile,
      storeFolder: opened.ports.store.folder,
      root: opened.workspace.root,
    });
  await desk.session.refresh();
}
