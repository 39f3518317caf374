import { resolve } from "node:path";
import * as vscode from "vscode";
import * as z from "zod";
import { runbookLine, runbookTarget } from "../../core/language/actions/runbook";
import type { Desk } from "../desk";
import { textOf } from "../language/openText";
import { showProblem } from "../showProblem";
import { openAt, rootOf } from "./openCommands";

const runbookSchema = z.object({ runbook: z.string() });

/** Opens what `runbook:` of a bound names: a file of the workspace at its heading, or an address in the browser. */
export async function openRunbook(desk: Desk, argument: unknown): Promise<void> {
  const asked = runbookSchema.safeParse(argument);
  const root = rootOf(desk);
  if (!asked.success || root === null) return;
  const target = runbookTarget(asked.data.runbook);
  switch (target.kind) {
    case "address":
      await vscode.env.openExternal(vscode.Uri.parse(target.address, true));
      return;
    case "refused":
      return showProblem({ code: "unsupported", message: target.message }, desk.log);
    case "file": {
      const path = resolve(root, target.path);
      const line = runbookLine((await textOf(path)) ?? "", target.place);
      return openAt(desk, path, new vscode.Position(line - 1, 0));
    }
  }
}
