import { relative } from "node:path";
import * as vscode from "vscode";
import { writeReport } from "../../app/report";
import { openedOrTold, type Desk } from "../desk";
import { showProblem } from "../showProblem";
import { withProgress } from "./withProgress";

/** Writes the status document where the person says (a path as argument, or asked), and opens it. */
export async function writeStatusDocument(desk: Desk, argument: unknown): Promise<void> {
  const opened = openedOrTold(desk);
  if (!opened) return;
  const { root } = opened.workspace;
  const day = new Date().toLocaleDateString("en-CA");
  const target =
    typeof argument === "string"
      ? vscode.Uri.file(argument)
      : await vscode.window.showSaveDialog({
          title: "Write the status document",
          defaultUri: vscode.Uri.joinPath(vscode.Uri.file(root), `status-${day}.md`),
          filters: { Markdown: ["md"] },
        });
  if (!target) return;
  const written = await withProgress("Writing the status document", (signal, report) =>
    // Script and style belong to the HTML report alone.
    writeReport(
      opened.workspace,
      opened.ports,
      { markdown: relative(root, target.fsPath) },
      { script: "", style: "" },
      signal,
      report,
    ),
  );
  if (!written.ok) return showProblem(written.error, desk.log);
  await vscode.window.showTextDocument(target);
}
