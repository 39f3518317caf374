import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import * as vscode from "vscode";
import { freshPipeline, root, until } from "./pipelineFolder";

describe("importing thresholds", () => {
  before(freshPipeline);
  afterEach(async () => vscode.commands.executeCommand("workbench.action.closeAllEditors"));

  it("opens what a file of another tool asks beside it, not saved yet", async () => {
    const path = join(root(), "checks.yml");
    writeFileSync(path, "checks for days:\n  - row_count > 0 # not empty\n  - schema:\n      fail: {}\n");
    await vscode.window.showTextDocument(vscode.Uri.file(path));
    await vscode.commands.executeCommand("headgate.importThresholds", vscode.Uri.file(path));
    const document = await until("the thresholds", () =>
      vscode.workspace.textDocuments.find(({ isUntitled, languageId }) => isUntitled && languageId === "yaml"),
    );
    assert.equal(
      document.getText(),
      "# Imported from checks.yml (SodaCL): 1 rule carried over, 1 not.\n\ndays:\n  min_records: 1 # not empty\n",
    );
    assert.equal(vscode.window.activeTextEditor?.viewColumn, vscode.ViewColumn.Two);
  });

  it("takes the file in the editor, as it is being edited", async () => {
    const edited = await vscode.workspace.openTextDocument({
      language: "plaintext",
      content: 'Rules = [ IsComplete "day" ]',
    });
    await vscode.window.showTextDocument(edited);
    await vscode.commands.executeCommand("headgate.importThresholds");
    const written = await until("the thresholds", () =>
      vscode.workspace.textDocuments.find((one) => one.isUntitled && one.getText().includes("day_pct: 100")),
    );
    assert.match(written.getText(), /^# Imported from .* \(DQDL\): 1 rule carried over, 0 not\.$/m);
  });
});
