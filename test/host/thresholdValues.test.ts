import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as vscode from "vscode";
import { commands, settings } from "../../src/contract/ids";
import { freshPipeline, root, until } from "./pipelineFolder";

/** Five of ten days, a row of the first without its share. */
function writeDays(): void {
  mkdirSync(join(root(), "data/days"), { recursive: true });
  for (let day = 1; day <= 5; day++) {
    const date = `2001-01-0${day}`;
    const rows = `${date},${day === 1 ? "" : "0.5"}\n${date},0.25\n`;
    writeFileSync(join(root(), `data/days/${date}.csv`), `date,share\n${rows}`);
  }
}

async function hintsOf(document: vscode.TextDocument): Promise<string[]> {
  const whole = new vscode.Range(0, 0, document.lineCount, 0);
  const hints = await vscode.commands.executeCommand<vscode.InlayHint[]>(
    "vscode.executeInlayHintProvider",
    document.uri,
    whole,
  );
  return hints
    .sort((a, b) => a.position.compareTo(b.position))
    .map(({ position, label }) => `${position.line}:${position.character} ${typeof label === "string" ? label : ""}`);
}

async function lensesOf(document: vscode.TextDocument): Promise<string[]> {
  const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
    "vscode.executeCodeLensProvider",
    document.uri,
    100,
  );
  return lenses.map(({ range, command }) => `${range.start.line} ${command?.title}`);
}

async function change(document: vscode.TextDocument, ...edits: (readonly [vscode.Range, string])[]): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  for (const [range, text] of edits) edit.replace(document.uri, range, text);
  await vscode.workspace.applyEdit(edit);
}

async function setting(name: string, value: unknown): Promise<void> {
  await vscode.workspace.getConfiguration().update(name, value, vscode.ConfigurationTarget.Global);
}

const measured = [
  "✕ 10 · 10 rows short · just now",
  "✕ 5 dates · fails · just now",
  "✕ 90 % · 1 row still needs a value · just now",
];

describe("values at the bounds", () => {
  let document: vscode.TextDocument;

  before(async () => {
    await freshPipeline();
    document = await vscode.workspace.openTextDocument(vscode.Uri.file(join(root(), "config/thresholds.yaml")));
    await vscode.window.showTextDocument(document);
  });
  after(async () => {
    await setting(settings.thresholdsValues, undefined);
    await setting(settings.thresholdsCodeLens, undefined);
  });
  afterEach(async () => {
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand("workbench.action.files.revert");
  });

  it("are offered to be measured before they have been", async () => {
    assert.deepEqual(await hintsOf(document), []);
    assert.deepEqual(await lensesOf(document), ["0 $(play) Not measured yet · Validate", "0 Suggest bounds"]);
  });

  it("stand at their lines once measured, with what the section came to above it", async () => {
    writeDays();
    await vscode.commands.executeCommand(commands.validateTable, { kind: "table", name: "days" });
    // The editor hears of what was measured a moment after it was.
    let shown: string[] = [];
    await until("the values", () => {
      void hintsOf(document).then((now) => (shown = now));
      return shown.length > 0;
    });
    assert.deepEqual(await hintsOf(document), [`1:17 ${measured[0]}`, `2:22 ${measured[1]}`, `3:17 ${measured[2]}`]);
    assert.deepEqual(await lensesOf(document), [
      "0 $(play) Validate",
      "0 3 of 3 fail · just now",
      "0 Show failing dates",
      "0 Suggest bounds",
    ]);
  });

  it("move with their lines, and none is shown at a line that asks something else", async () => {
    await change(document, [new vscode.Range(0, 0, 0, 0), "# Above\n\nother:\n  min_records: 1\n\n"]);
    assert.deepEqual(await hintsOf(document), [`6:17 ${measured[0]}`, `7:22 ${measured[1]}`, `8:17 ${measured[2]}`]);
    await change(document, [new vscode.Range(6, 0, 7, 0), ""]);
    assert.deepEqual(await hintsOf(document), [`6:22 ${measured[1]}`, `7:17 ${measured[2]}`]);
    await change(document, [new vscode.Range(7, 2, 7, 7), "date"]);
    assert.deepEqual(await hintsOf(document), [`6:22 ${measured[1]}`, "7:16 ○ not measured yet"]);
    await change(document, [new vscode.Range(7, 0, 7, 16), "  share_pct: { fail: 95, where: share > 0.3 }"]);
    assert.deepEqual(await hintsOf(document), [`6:22 ${measured[1]}`, "7:45 ○ measured before this edit"]);
  });

  it("are judged anew as the bound is typed, and hidden where a name stands twice", async () => {
    await change(document, [new vscode.Range(3, 13, 3, 17), "90"]);
    assert.equal((await hintsOf(document))[2], "3:15 ✓ 90 % · just now");
    await change(document, [new vscode.Range(4, 0, 4, 0), "  share_pct: 80\n"]);
    assert.deepEqual(await hintsOf(document), [`1:17 ${measured[0]}`, `2:22 ${measured[1]}`]);
  });

  it("are shown above the lines, or not at all, as the settings say", async () => {
    await setting(settings.thresholdsValues, "codeLens");
    assert.deepEqual(await hintsOf(document), []);
    assert.deepEqual((await lensesOf(document)).slice(-3), [
      `1 ${measured[0]}`,
      `2 ${measured[1]}`,
      `3 ${measured[2]}`,
    ]);
    await setting(settings.thresholdsValues, "off");
    await setting(settings.thresholdsCodeLens, false);
    assert.deepEqual([await hintsOf(document), await lensesOf(document)], [[], []]);
    await setting(settings.thresholdsValues, undefined);
    await setting(settings.thresholdsCodeLens, undefined);
  });

  it("are those of the past once the table is read in another way", async () => {
    const file = join(root(), "headgate.yaml");
    const text = readFileSync(file, "utf8");
    writeFileSync(file, text.replace("    date_column: date", "    where: share > 0\n    date_column: date"));
    const changed = "1:17 ○ was 10 · just now · where changed since";
    let hints: string[] = [];
    try {
      await until("the change of headgate.yaml", () => {
        void hintsOf(document).then((now) => (hints = now));
        return hints[0] === changed;
      });
    } finally {
      writeFileSync(file, text);
    }
  });

  it("leave other YAML files alone", async () => {
    const other = await vscode.workspace.openTextDocument({ language: "yaml", content: document.getText() });
    assert.deepEqual([await hintsOf(other), await lensesOf(other)], [[], []]);
  });
});
