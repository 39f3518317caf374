import { resolve } from "node:path";
import * as vscode from "vscode";
import * as z from "zod";
import { runbookLine, runbookTarget } from "../../core/language/runbook";
import { openedOrTold, type Desk } from "../desk";
import { textOf } from "../language/openText";
import { showProblem } from "../showProblem";
import { openAt } from "./openCommands";

const runbookSchema = z.object({ runbook: z.string() });

/** Opens what `runbook:` of a bound names: a file of the workspace at its heading, or an address in the browser. */
export async function openRunbook(desk: Desk, argument: unknown): Promise<void> {
  const asked = runbookSchema.safeParse(argument);
  const opened = asked.success ? openedOrTold(desk) : null;
  if (!asked.success || !opened) return;
  const target = runbookTarget(asked.data.runbook);
  switch (target.kind) {
    case "address":
      await vscode.env.openExternal(vscode.Uri.parse(target.address, true));
      return;
    case "refused":
      return showProblem({ code: "unsupported", message: target.message }, desk.log);
    case "file": {
      const path = resolve(opened.workspace.root, target.path);
      const line = runbookLine((await textOf(path)) ?? "", target.place);
      return openAt(desk, path, new vscode.Position(line - 1, 0));
    }
  }
}
