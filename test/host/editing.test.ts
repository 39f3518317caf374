import assert from "node:assert/strict";
import { join } from "node:path";
import * as vscode from "vscode";
import { freshPipeline, root } from "./pipelineFolder";

const uriOf = (file: string): vscode.Uri => vscode.Uri.file(join(root(), file));

/** Opens a file with another text in it, unsaved. */
async function typed(file: string, change: (text: string) => string): Promise<vscode.TextDocument> {
  const document = await vscode.workspace.openTextDocument(uriOf(file));
  const edit = new vscode.WorkspaceEdit();
  edit.replace(document.uri, new vscode.Range(0, 0, document.lineCount, 0), change(document.getText()));
  await vscode.workspace.applyEdit(edit);
  await vscode.window.showTextDocument(document, { preview: false });
  return document;
}

function placeIn(document: vscode.TextDocument, text: string, behind = 1): vscode.Position {
  const at = document.getText().indexOf(text);
  assert.ok(at >= 0, text);
  return document.positionAt(at + behind);
}

async function actionsAt(document: vscode.TextDocument, place: vscode.Position): Promise<vscode.CodeAction[]> {
  const range = new vscode.Range(place, place);
  return vscode.commands.executeCommand("vscode.executeCodeActionProvider", document.uri, range);
}

/** Applies the quick fix of this title, once it is offered. */
async function fix(document: vscode.TextDocument, at: string, title: string): Promise<void> {
  let offered: vscode.CodeAction[] = [];
  for (let tries = 0; tries < 100 && !offered.some((one) => one.title === title); tries++) {
    offered = await actionsAt(document, placeIn(document, at));
    await new Promise((done) => setTimeout(done, 100));
  }
  const found = offered.find((one) => one.title === title);
  assert.ok(found?.edit, offered.map((one) => one.title).join("; "));
  assert.ok(await vscode.workspace.applyEdit(found.edit));
}

describe("editing the two files", () => {
  beforeEach(freshPipeline);
  afterEach(async () => {
    for (const file of ["headgate.yaml", "config/thresholds.yaml"]) {
      await vscode.window.showTextDocument(uriOf(file));
      await vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
    }
  });

  it("mends a mistyped key and a share written as a percentage", async () => {
    const document = await typed(
      "config/thresholds.yaml",
      () => "days:\n  min_records: { fial: 20 }\n  share_pct: 0.95 # most\n",
    );
    await fix(document, "fial", "Use fail");
    await fix(document, "0.95", "Use 95");
    assert.equal(document.getText(), "days:\n  min_records: { fail: 20 }\n  share_pct: 95 # most\n");
  });

  it("renames a section in both files, unsaved as they are", async () => {
    const thresholds = await typed("config/thresholds.yaml", () => "days:\n  min_records: 20\n");
    const pipeline = await typed("headgate.yaml", (text) => `${text}\n# typed\n`);
    const before = pipeline.getText();
    const edit: vscode.WorkspaceEdit = await vscode.commands.executeCommand(
      "vscode.executeDocumentRenameProvider",
      thresholds.uri,
      placeIn(thresholds, "days"),
      "dates",
    );
    assert.ok(await vscode.workspace.applyEdit(edit));
    assert.equal(thresholds.getText(), "dates:\n  min_records: 20\n");
    assert.equal(
      pipeline.getText(),
      before
        .replace("tables:\n  days:", "tables:\n  dates:")
        .replace("tables: [days]", "tables: [dates]")
        .replace("checks: [days]", "checks: [dates]"),
    );
  });

  it("says why something cannot be renamed", async () => {
    const document = await typed("config/thresholds.yaml", () => "days:\n  min_records: 20\n");
    const asked = vscode.commands.executeCommand(
      "vscode.prepareRename",
      document.uri,
      placeIn(document, "min_records"),
    );
    await assert.rejects(Promise.resolve(asked), /Only names that the two files use can be renamed/);
  });

  it("leads from a gate to the section, and from a command to its script", async () => {
    const document = await typed("headgate.yaml", (text) => text);
    const leadTo = async (text: string, behind: number): Promise<string[]> => {
      const links: (vscode.LocationLink | vscode.Location)[] = await vscode.commands.executeCommand(
        "vscode.executeDefinitionProvider",
        document.uri,
        placeIn(document, text, behind),
      );
      return links.map((link) => {
        const [uri, range] = "targetUri" in link ? [link.targetUri, link.targetRange] : [link.uri, link.range];
        return `${vscode.workspace.asRelativePath(uri)}:${range.start.line + 1}`;
      });
    };
    assert.deepEqual(await leadTo("checks: [days]", 10), ["config/thresholds.yaml:1"]);
    assert.deepEqual(await leadTo("jobs/fill_days.mjs", 3), ["jobs/fill_days.mjs:1"]);
    assert.deepEqual(await leadTo("version: 1", 3), []);
  });

  it("shows sections and bounds in the outline, and folds them as YAML is folded", async () => {
    const document = await typed(
      "config/thresholds.yaml",
      () => "# one\n# two\ndays:\n  min_records: 20\n  x_pct: [1\n",
    );
    const [days]: vscode.DocumentSymbol[] = await vscode.commands.executeCommand(
      "vscode.executeDocumentSymbolProvider",
      document.uri,
    );
    assert.deepEqual([days?.name, days?.children[0]?.name, days?.children[0]?.detail], ["days", "min_records", "20"]);
    const folds: vscode.FoldingRange[] = await vscode.commands.executeCommand(
      "vscode.executeFoldingRangeProvider",
      document.uri,
    );
    assert.deepEqual(
      folds.map(({ start, end }) => [start, end]),
      [
        [0, 1],
        [2, 4],
      ],
    );
  });
});
