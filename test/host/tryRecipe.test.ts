import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as vscode from "vscode";
import { gzipSync } from "node:zlib";
import { freshPipeline, root, until, workbench } from "./pipelineFolder";

const log = `2026-01-04 10:00:00,000 - INFO - Processing 3 days with 2 parallel workers
2026-01-04 10:00:01,000 - INFO -   ✓ 2024-01-01: 3 records
`;

describe("trying a log recipe", () => {
  before(async () => {
    const { session } = await freshPipeline();
    await until("the pipeline", () => session.state.kind === "open");
  });
  afterEach(async () => vscode.commands.executeCommand("workbench.action.closeAllEditors"));

  it("shows the log, and the end of a compressed one as a document of its own", async () => {
    const path = join(root(), "a.log");
    writeFileSync(path, log);
    writeFileSync(`${path}.1.gz`, gzipSync(log));
    await vscode.commands.executeCommand("headgate.tryRecipe", { log: path, recipe: "day-by-day" });
    assert.equal(vscode.window.activeTextEditor?.document.uri.fsPath, path);
    await vscode.commands.executeCommand("headgate.tryRecipe", { log: `${path}.1.gz`, recipe: "day-by-day" });
    const { document } = await until("the unpacked log", () => vscode.window.activeTextEditor);
    assert.deepEqual([document.uri.scheme, document.getText()], ["headgate-log", log]);
  });

  it("knows the recipes of headgate.yaml while they are typed", async () => {
    const path = join(root(), "b.log");
    writeFileSync(path, "at 3/9\n");
    const configuration = join(root(), "headgate.yaml");
    const written = readFileSync(configuration, "utf8");
    const recipes =
      "\nrecipes:\n  mine: { rules: [{ event: progress, pattern: 'at (?P<done>\\d+)/(?P<total>\\d+)' }] }\n";
    writeFileSync(configuration, written + recipes);
    const shown = (): vscode.TextDocument | undefined =>
      vscode.window.visibleTextEditors.map(({ document }) => document).find(({ uri }) => uri.fsPath === path);
    const { session } = await workbench();
    await until("the recipe", () => {
      const { state } = session;
      return state.kind === "open" && Object.hasOwn(state.workspace.pipeline.recipes, "mine") ? state : undefined;
    });
    // What is said of the two files follows the session.
    for (let tries = 0; tries < 40 && shown() === undefined; tries++) {
      await vscode.commands.executeCommand("headgate.tryRecipe", { log: path, recipe: "mine" });
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    assert.equal(shown()?.getText(), "at 3/9\n");
    writeFileSync(configuration, written);
  });
});
