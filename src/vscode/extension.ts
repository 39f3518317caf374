import * as vscode from "vscode";
import { commands } from "../contract/ids";
import type { Workbench } from "./workbench";

/** What other code, and the tests, may ask of the running extension. */
export type HeadgateApi = {
  /** Everything behind the first use; loaded when it is not yet. */
  workbench(): Promise<Workbench>;
};

/**
 * Registers the commands and returns at once. Everything else is loaded right afterwards: an editor that starts is not
 * kept waiting.
 */
export function activate(context: vscode.ExtensionContext): HeadgateApi {
  let opened: Promise<Workbench> | undefined;
  const workbench = (): Promise<Workbench> =>
    (opened ??= import("./workbench").then(({ openWorkbench }) => openWorkbench(context)));
  for (const [name, id] of Object.entries(commands) as [keyof typeof commands, string][])
    context.subscriptions.push(
      vscode.commands.registerCommand(id, async (argument: unknown) => (await workbench()).run(name, argument)),
    );
  const soon = setTimeout(() => {
    workbench().catch((error: unknown) => console.error("Headgate could not be loaded.", error));
  });
  context.subscriptions.push({ dispose: () => clearTimeout(soon) });
  return { workbench };
}
