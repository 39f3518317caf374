import assert from "node:assert/strict";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as vscode from "vscode";
import { commands, views } from "../../src/contract/ids";
import type { Row } from "../../src/vscode/rows/row";
import type { Workbench } from "../../src/vscode/workbench";
import { freshPipeline, openedOf, root, until } from "./pipelineFolder";

function lines(rows: readonly Row[]): string[] {
  return rows.map((row) => `${row.label} | ${row.description}`);
}

/** Five of ten days, a row of the first without its share. */
function writeDays(): void {
  mkdirSync(join(root(), "data/days"), { recursive: true });
  for (let day = 1; day <= 5; day++) {
    const date = `2001-01-0${day}`;
    const rows = `${date},${day === 1 ? "" : "0.5"}\n${date},0.25\n`;
    writeFileSync(join(root(), `data/days/${date}.csv`), `date,share\n${rows}`);
  }
}

describe("the views", () => {
  let bench: Workbench;
  beforeEach(async () => {
    bench = await freshPipeline();
  });

  it("show what is declared before anything has happened", () => {
    assert.deepEqual(lines(bench.surfaces.rows(views.backfills)), ["days | never seen to run"]);
    assert.deepEqual(bench.surfaces.rows(views.checks), []);
    assert.deepEqual(lines(bench.surfaces.rows(views.gates)), [
      "ready | not decided yet",
      "model | waits for ready · never run · training",
      "days_agree | never run · validator",
    ]);
  });

  it("show the measured checks after Validate, worst first, each leading to its line", async () => {
    writeDays();
    await vscode.commands.executeCommand(commands.validate);
    const [table] = bench.surfaces.rows(views.checks);
    assert.equal(table?.description, "3 of 3 fail · 10 rows · just now");
    assert.deepEqual(lines(table.children ?? []), [
      "records | 10 · needs 20",
      "missing dates | 5 · at most 0",
      "share | 90 % · needs 95 %",
      "dates without rows | 5 expected dates: 2001-01-06…2001-01-10",
    ]);
    await vscode.commands.executeCommand(commands.openLocation, table.children?.[2]?.location);
    const editor = vscode.window.activeTextEditor;
    assert.equal(editor?.document.uri.fsPath, join(root(), "config/thresholds.yaml"));
    assert.deepEqual(editor.selection.active, new vscode.Position(3, 2));
  });

  it("show the decision of a gate with what keeps it closed", async () => {
    writeDays();
    await vscode.commands.executeCommand(commands.decideGate, { kind: "gate", name: "ready" });
    const gate = bench.surfaces.rows(views.gates)[0];
    assert.match(gate?.description ?? "", /^NO-GO · \d blockers? · just now$/);
    assert.ok(gate?.children?.some((row) => row.context === "blocker check" && row.label === "share"));
  });

  it("show what another process wrote to the store", async () => {
    writeDays();
    await vscode.commands.executeCommand(commands.validate);
    const { ports } = openedOf(bench);
    const measured = await ports.store.latestValidation();
    assert.ok(measured);
    const later = { ...measured, tables: measured.tables.map((table) => ({ ...table, rows: 12 })) };
    await ports.store.saveValidation({ ...later, startedAt: new Date().toISOString() });
    await until("the other's result", () => bench.surfaces.rows(views.checks)[0]?.description?.includes("12 rows"));
  });

  it("name the mistake when headgate.yaml cannot be read, and recover when it is mended", async () => {
    const path = join(root(), "headgate.yaml");
    const good = readFileSync(path, "utf8");
    writeFileSync(path, good.replace("date_column: date", "date_colum: date"));
    const row = await until("the mistake", () =>
      bench.surfaces
        .rows(views.backfills)
        .find(({ label }) => label.startsWith("date_colum is not known in tables.days")),
    );
    assert.equal(row.location?.file, "headgate.yaml");
    assert.deepEqual(bench.surfaces.rows(views.gates), []);
    writeFileSync(path, good);
    await until("the views", () => bench.surfaces.rows(views.gates).length === 3);
  });

  it("are empty without a configuration; Set Up writes one that can be read", async () => {
    rmSync(join(root(), "headgate.yaml"));
    await until("no configuration", () => bench.session.state.kind === "absent");
    assert.deepEqual(bench.surfaces.rows(views.backfills), []);
    await vscode.commands.executeCommand(commands.setUp);
    await until("the new configuration", () => bench.session.state.kind === "open");
    assert.equal(vscode.window.activeTextEditor?.document.uri.fsPath, join(root(), "headgate.yaml"));
    rmSync(join(root(), "config/backfill_thresholds.yaml"));
  });
});

describe("the status document", () => {
  it("is written where the person says, and opened", async () => {
    await freshPipeline();
    const target = join(root(), "status.md");
    await vscode.commands.executeCommand(commands.writeStatusDocument, target);
    assert.match(readFileSync(target, "utf8"), /^# /);
    assert.equal(vscode.window.activeTextEditor?.document.uri.fsPath, target);
    rmSync(target);
  });
});

describe("the report", () => {
  it("opens in a panel of its own, once", async () => {
    await freshPipeline();
    await vscode.commands.executeCommand(commands.openReport);
    await vscode.commands.executeCommand(commands.openReport);
    const reports = await until("the panel", () => {
      const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
      const found = tabs.filter(
        ({ input }) => input instanceof vscode.TabInputWebview && input.viewType.endsWith("headgate.report"),
      );
      return found.length > 0 && found;
    });
    assert.equal(reports.length, 1);
    await vscode.window.tabGroups.close(reports);
  });
});
