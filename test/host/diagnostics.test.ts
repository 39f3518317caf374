import assert from "node:assert/strict";
import { join } from "node:path";
import * as vscode from "vscode";
import { freshPipeline, root, until } from "./pipelineFolder";

function problemsOf(uri: vscode.Uri): string[] {
  return vscode.languages
    .getDiagnostics(uri)
    .filter((diagnostic) => diagnostic.source === "Headgate" && diagnostic.severity === vscode.DiagnosticSeverity.Error)
    .map(({ range, code }) => {
      const id = typeof code === "object" ? code.value : code;
      return `${range.start.line}:${range.start.character}-${range.end.line}:${range.end.character} ${id}`;
    });
}

async function replaceAll(document: vscode.TextDocument, text: string): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  edit.replace(document.uri, new vscode.Range(0, 0, document.lineCount, 0), text);
  await vscode.workspace.applyEdit(edit);
}

describe("problems in the files a person writes", () => {
  before(freshPipeline);
  afterEach(async () => vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor"));

  it("are marked in the thresholds file while it is being typed, and go when they are mended", async () => {
    const uri = vscode.Uri.file(join(root(), "config/thresholds.yaml"));
    const document = await vscode.workspace.openTextDocument(uri);
    await vscode.window.showTextDocument(document);
    const good = document.getText();
    await replaceAll(document, "days:\n  min_records: 20\n  share_pct: 195\n");
    await until("the problem", () => problemsOf(uri).length > 0);
    assert.deepEqual(problemsOf(uri), ["2:13-2:16 percentage-out-of-range"]);
    await replaceAll(document, good);
    await until("no problem", () => problemsOf(uri).length === 0);
  });

  it("are marked in headgate.yaml at the key that is wrong", async () => {
    const uri = vscode.Uri.file(join(root(), "headgate.yaml"));
    const document = await vscode.workspace.openTextDocument(uri);
    await vscode.window.showTextDocument(document);
    await replaceAll(document, document.getText().replace("date_column: date", "date_colum: date"));
    const [problem] = await until("the problem", () => problemsOf(uri).length > 0 && problemsOf(uri));
    const line = document
      .getText()
      .split("\n")
      .findIndex((text) => text.includes("date_colum:"));
    assert.equal(problem, `${line}:4-${line}:14 unknown-key`);
  });

  it("are cleared when the file is closed", async () => {
    const uri = vscode.Uri.file(join(root(), "config/thresholds.yaml"));
    const document = await vscode.workspace.openTextDocument(uri);
    await vscode.window.showTextDocument(document);
    await replaceAll(document, "days: [\n");
    await until("the problem", () => problemsOf(uri).length > 0);
    await vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
    await until("no problem", () => problemsOf(uri).length === 0);
  });

  it("leave other YAML files alone", async () => {
    const other = await vscode.workspace.openTextDocument({ language: "yaml", content: "days: [\n" });
    await vscode.window.showTextDocument(other);
    assert.deepEqual(problemsOf(other.uri), []);
  });
});
