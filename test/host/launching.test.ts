import assert from "node:assert/strict";
import * as vscode from "vscode";
import { commands, views } from "../../src/contract/ids";
import type { Row } from "../../src/vscode/rows/row";
import type { Workbench } from "../../src/vscode/workbench";
import { control, freshPipeline, isThere, openedOf, until } from "./pipelineFolder";

/** Runs a command that launches something, and waits for the exit code of the task that follows that very run. */
async function launched(bench: Workbench, command: string, argument: unknown): Promise<number | undefined> {
  const ends = new Map<unknown, number | undefined>();
  const listener = vscode.tasks.onDidEndTaskProcess(({ execution, exitCode }) => {
    ends.set(execution.task.definition["run"], exitCode);
  });
  try {
    await vscode.commands.executeCommand(command, argument);
    const { store } = openedOf(bench).ports;
    const run = (await store.runs()).findLast(({ type }) => type === "started");
    assert.ok(run);
    await until("the end of its task", () => ends.has(run.id));
    return ends.get(run.id);
  } finally {
    listener.dispose();
  }
}

function row(bench: Workbench, view: (typeof views)[keyof typeof views], label: string): Row | undefined {
  return bench.surfaces.rows(view).find((each) => each.label === label);
}

describe("launching from the editor", () => {
  let bench: Workbench;
  beforeEach(async () => {
    bench = await freshPipeline();
  });

  it("starts a backfill in a terminal and shows how it ended", async () => {
    assert.equal(await launched(bench, commands.startBackfill, { kind: "backfill", name: "days" }), 0);
    const backfill = await until("its end", () => {
      const found = row(bench, views.backfills, "days");
      return found?.context?.includes("succeeded") && found;
    });
    assert.match(backfill.description ?? "", /· 10 dates$/);
    assert.ok(backfill.children?.some(({ label, description }) => label === "exit code" && description === "0"));
  });

  it("retries exactly the dates that failed", async () => {
    control({ fail: ["2001-01-03", "2001-01-08"] });
    await launched(bench, commands.startBackfill, "days");
    const partial = await until("its end", () => {
      const found = row(bench, views.backfills, "days");
      return found?.context?.includes("partial") && found;
    });
    assert.equal(partial.context, "backfill partial startable retryable log");
    const failed = partial.children?.find(({ label }) => label === "failed");
    assert.deepEqual(
      failed?.children?.map(({ label }) => label),
      ["2001-01-03", "2001-01-08"],
    );
    control({});
    assert.equal(await launched(bench, commands.retryFailedDates, { kind: "backfill", name: "days" }), 0);
    await until("nothing left", () => row(bench, views.backfills, "days")?.context?.includes("succeeded"));
    assert.ok(isThere("data/days/2001-01-03.csv") && isThere("data/days/2001-01-08.csv"));
  });

  it("knows the exit code of a backfill that fails", async () => {
    control({ exitCode: 3 });
    assert.equal(await launched(bench, commands.startBackfill, "days"), 3);
    const failed = await until("its end", () => {
      const found = row(bench, views.backfills, "days");
      return found?.context?.includes("failed") && found;
    });
    assert.match(failed.description ?? "", /^failed \d\d:\d\d with exit code 3/);
  });

  const executions = () => vscode.tasks.taskExecutions.filter(({ task }) => task.source === "Headgate");

  /** Runs a command, and waits until the process that follows in the terminal is there: before, the editor ends no task. */
  async function shownInTerminal(command: string, argument: unknown): Promise<vscode.TaskExecution> {
    let shown: vscode.TaskExecution | undefined;
    const listener = vscode.tasks.onDidStartTaskProcess(({ execution }) => (shown = execution));
    try {
      await vscode.commands.executeCommand(command, argument);
      return await until("its terminal", () => shown);
    } finally {
      listener.dispose();
    }
  }

  it("lets a run go on when its terminal is closed, and follows it again", async () => {
    control({ hold: "2001-01-03" });
    const first = await shownInTerminal(commands.startBackfill, "days");
    await until(
      "its row",
      () => row(bench, views.backfills, "days")?.context === "backfill running alive log launched",
    );
    first.terminate();
    await until("no terminal task", () => executions().length === 0);
    await bench.session.refresh();
    assert.match(row(bench, views.backfills, "days")?.context ?? "", /^backfill running alive/);
    const again = await shownInTerminal(commands.followInTerminal, { kind: "backfill", name: "days" });
    assert.deepEqual(again.task.definition, first.task.definition);
    // Asked a second time it shows the terminal that is there.
    await vscode.commands.executeCommand(commands.followInTerminal, "days");
    assert.equal(executions().length, 1);
    control({});
    const end = await until("its own end", () => {
      const found = row(bench, views.backfills, "days");
      return found?.context?.includes("startable") && found;
    });
    assert.equal(end.context, "backfill succeeded startable log");
    await until("the end of its terminal", () => executions().length === 0);
  });

  /** Answers whatever is asked, by its first choice or not at all, until the command has its answers. */
  async function answered(command: "acceptSelectedQuickOpenItem" | "closeQuickOpen", asking: Thenable<unknown>) {
    let done = false;
    void asking.then(() => (done = true));
    await until("the answer", () => {
      if (!done) void vscode.commands.executeCommand(`workbench.action.${command}`);
      return done;
    });
  }

  it("stops a backfill after asking, and only then", async () => {
    control({ hold: "2001-01-03" });
    await vscode.commands.executeCommand(commands.startBackfill, "days");
    await until("two dates", () => row(bench, views.backfills, "days")?.description?.startsWith("20 %"));
    await answered("closeQuickOpen", vscode.commands.executeCommand(commands.stopBackfill));
    assert.ok(row(bench, views.backfills, "days")?.context?.includes("alive"));
    await answered("acceptSelectedQuickOpenItem", vscode.commands.executeCommand(commands.stopBackfill));
    const stopped = await until("its end", () => {
      const found = row(bench, views.backfills, "days");
      return found?.context?.includes("startable") && found;
    });
    assert.equal(stopped.context, "backfill died startable retryable log");
    assert.match(stopped.description ?? "", /^died \d\d:\d\d, 8 dates unfinished$/);
    assert.ok(
      stopped.children?.some(({ description }) => description?.startsWith("It was stopped by a person (SIGINT)")),
    );
    assert.ok(isThere("data/days/2001-01-02.csv") && !isThere("data/days/2001-01-03.csv"));
    await until("no terminal task", () => !vscode.tasks.taskExecutions.some(({ task }) => task.source === "Headgate"));
  });

  it("shows a validator's exit code in Gates", async () => {
    assert.equal(await launched(bench, commands.runValidator, { kind: "validator", name: "days_agree" }), 1);
    await until("its row", () => row(bench, views.gates, "days_agree")?.description?.includes("exit code 1"));
  });

  it("refuses to train while the gate is closed, and starts nothing", async () => {
    await vscode.commands.executeCommand(commands.train, { kind: "training", name: "model" });
    const { facts } = openedOf(bench);
    assert.equal(facts.decisions.at(-1)?.decision !== "GO", true);
    assert.deepEqual(
      facts.runs.filter((record) => record.type === "started" && record.kind === "training"),
      [],
    );
    assert.ok(!isThere("models"));
  });

  it("trains on GO, and shows what the metrics say", async () => {
    await launched(bench, commands.startBackfill, "days");
    assert.equal(await launched(bench, commands.train, { kind: "training", name: "model" }), 0);
    const training = await until("the judgement", () => {
      const found = row(bench, views.gates, "model");
      return found?.description?.startsWith("met 1 of 1 criteria") && found;
    });
    assert.equal(training.children?.[0]?.description, "4.05 · asked < baseline_mae");
  });
});
