import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
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

  const thresholdsMistakes = [
    { text: "days:\n  min_records: 20\n max: 3\n", place: "2:0-2:1 yaml-syntax" },
    { text: "days:\n  min_records: 1\n  min_records: 2\n", place: "2:2-2:13 duplicate-key" },
    { text: "days:\n  min_records: many\n", place: "1:15-1:19 invalid-value" },
    { text: "days:\n  min_records: { fail: 20, warm: 30 }\n", place: "1:27-1:31 unknown-key" },
  ];
  it("stand at the exact place in the thresholds file, whether it cannot be parsed or says what it must not", async () => {
    const uri = vscode.Uri.file(join(root(), "config/thresholds.yaml"));
    const document = await vscode.workspace.openTextDocument(uri);
    await vscode.window.showTextDocument(document);
    for (const { text, place } of thresholdsMistakes) {
      await replaceAll(document, text);
      await until(place, () => problemsOf(uri).join() === place);
    }
  });

  it("stand at the exact place in headgate.yaml, whether it cannot be parsed or says what it must not", async () => {
    const uri = vscode.Uri.file(join(root(), "headgate.yaml"));
    const document = await vscode.workspace.openTextDocument(uri);
    await vscode.window.showTextDocument(document);
    const good = document.getText();
    const mistakes = [
      { text: "version: 1\nthresholds: [\n", place: "2:0-2:0 yaml-syntax" },
      { text: good.replace("version: 1", "version: 2"), place: "1:9-1:10 invalid-value" },
      { text: good.replace("type: duckdb", "type: duckdbb"), place: "6:21-6:28 invalid-value" },
      { text: good.replace("gate: ready", "gate: reday"), place: "31:10-31:15 unknown-gate" },
      { text: good.replace("config/thresholds.yaml", "config/elsewhere.yaml"), place: "2:12-2:33 missing-file" },
    ];
    for (const { text, place } of mistakes) {
      await replaceAll(document, text);
      await until(place, () => problemsOf(uri).join() === place);
    }
  });

  it("are told of files that nobody has open", async () => {
    const uri = vscode.Uri.file(join(root(), "config/thresholds.yaml"));
    const good = readFileSync(uri.fsPath, "utf8");
    writeFileSync(uri.fsPath, "days:\n  share_pct: 195\n");
    await until("the problem", () => problemsOf(uri).join() === "1:13-1:16 percentage-out-of-range");
    writeFileSync(uri.fsPath, good);
    await until("no problem", () => problemsOf(uri).length === 0);
  });

  it("of one file do not make false ones in the other", async () => {
    const [configuration, thresholds] = ["headgate.yaml", "config/thresholds.yaml"].map((file) =>
      vscode.Uri.file(join(root(), file)),
    );
    assert.ok(configuration && thresholds);
    const document = await vscode.workspace.openTextDocument(configuration);
    await vscode.window.showTextDocument(document);
    await replaceAll(document, document.getText().replace("date_column: date", "date_colum: date"));
    await until("the problem", () => problemsOf(configuration).length === 1);
    assert.deepEqual(problemsOf(thresholds), []);
  });

  it("are cleared when the file is closed without saving", async () => {
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
