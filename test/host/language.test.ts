import assert from "node:assert/strict";
import { join } from "node:path";
import * as vscode from "vscode";
import { freshPipeline, pause, root } from "./pipelineFolder";

/** Opens one of the two files with other text in it, and tells where `‸` stood. */
async function typed(file: string, marked: string): Promise<{ uri: vscode.Uri; position: vscode.Position }> {
  const uri = vscode.Uri.file(join(root(), file));
  const document = await vscode.workspace.openTextDocument(uri);
  await vscode.window.showTextDocument(document);
  const edit = new vscode.WorkspaceEdit();
  edit.replace(uri, new vscode.Range(0, 0, document.lineCount, 0), marked.replace("‸", ""));
  await vscode.workspace.applyEdit(edit);
  return { uri, position: document.positionAt(marked.indexOf("‸")) };
}

async function proposals(uri: vscode.Uri, position: vscode.Position): Promise<string[]> {
  const list = await vscode.commands.executeCommand<vscode.CompletionList>(
    "vscode.executeCompletionItemProvider",
    uri,
    position,
  );
  return list.items
    .toSorted((a, b) => (a.sortText ?? "").localeCompare(b.sortText ?? ""))
    .map(({ label }) => (typeof label === "string" ? label : `${label.label} | ${label.description ?? ""}`));
}

async function told(uri: vscode.Uri, position: vscode.Position): Promise<string> {
  const hovers = await vscode.commands.executeCommand<vscode.Hover[]>("vscode.executeHoverProvider", uri, position);
  const contents = hovers.flatMap((hover) => hover.contents);
  return contents.map((content) => (content instanceof vscode.MarkdownString ? content.value : "")).join("\n");
}

/** The proposals once this one is among them: the editor and the facts take their time. */
async function proposalsWith(uri: vscode.Uri, position: vscode.Position, wanted: string): Promise<string[]> {
  for (const end = Date.now() + 20_000; Date.now() < end; await pause(100)) {
    const found = await proposals(uri, position);
    if (found.includes(wanted)) return found;
  }
  throw new Error(`Waited in vain for ${wanted}.`);
}

describe("proposals and what is told", () => {
  before(freshPipeline);
  afterEach(async () => vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor"));

  it("in the thresholds file: sections that headgate.yaml has, at a bound its meaning", async () => {
    const { uri, position } = await typed("config/thresholds.yaml", "polling:\n  interval_seconds: 1\nda‸\n");
    const found = await proposalsWith(uri, position, "days | data/days/*.csv");
    assert.equal(found[0], "days | data/days/*.csv");
    const bound = await typed("config/thresholds.yaml", "days:\n  share‸_pct: 95.0\n");
    const text = await told(bound.uri, bound.position);
    assert.match(text, /At least 95 % of the rows must have a value in `share`\.\n\nNot measured yet\./);
  });

  it("in headgate.yaml: names that are declared, at a key its description", async () => {
    const gate =
      "gates:\n  ready:\n    requires: { validators: [‸] }\nvalidators:\n  days_agree: { command: [node] }\n";
    const { uri, position } = await typed("headgate.yaml", `version: 1\nthresholds: config/thresholds.yaml\n${gate}`);
    assert.deepEqual(await proposalsWith(uri, position, "days_agree | validator"), ["days_agree | validator"]);
    const key = await typed("headgate.yaml", "version: 1\nthresh‸olds: config/thresholds.yaml\n");
    assert.match(await told(key.uri, key.position), /^\*\*`thresholds`\*\*\n\n/);
  });

  it("in no other YAML file", async () => {
    const other = await vscode.workspace.openTextDocument({ language: "yaml", content: "days:\n  min_records: 1\n" });
    await vscode.window.showTextDocument(other);
    assert.equal(await told(other.uri, new vscode.Position(1, 4)), "");
  });
});
