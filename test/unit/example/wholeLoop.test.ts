import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { cp, mkdir, mkdtemp, rm } from "node:fs/promises";
import { join, resolve, sep } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { DuckDBInstance } from "@duckdb/node-api";
import type { BackfillStatus } from "../../../src/core/backfills/status";
import type { Validation } from "../../../src/core/coverage/validation";
import type { GateDecision } from "../../../src/core/gate/decision";
import type { TrainingResult } from "../../../src/core/training/judgement";

const repository = resolve(__dirname, "../../..");
const made = ["data", "logs", "models", "checkpoints", ".headgate"];

type Ended = { readonly exitCode: number | null; readonly stdout: string; readonly stderr: string };

/** The built command line on the example: real backfills, real files, and the counts that DuckDB gives when asked by hand. */
describe("the example, by the command line", () => {
  let workspace: string;

  before(async () => {
    // Inside the repository, so that the copied jobs find its packages.
    await mkdir(join(repository, ".vscode-test"), { recursive: true });
    workspace = await mkdtemp(join(repository, ".vscode-test", "loop-"));
    const source = join(repository, "examples/flights");
    const isMade = (path: string): boolean =>
      made.some((name) => path.startsWith(join(source, name) + sep) || path === join(source, name));
    await cp(source, workspace, { recursive: true, filter: (path) => !isMade(path) });
  });
  after(() => rm(workspace, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 }));

  async function headgate(words: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ended> {
    const child = spawn(process.execPath, [join(repository, "dist/cli.js"), ...words], {
      cwd: workspace,
      env: { ...process.env, ...env },
    });
    const ended = { stdout: "", stderr: "" };
    child.stdout.setEncoding("utf8").on("data", (text: string) => (ended.stdout += text));
    child.stderr.setEncoding("utf8").on("data", (text: string) => (ended.stderr += text));
    const exitCode = await new Promise<number | null>((done) => child.once("close", done));
    return { exitCode, ...ended };
  }

  async function json<T>(words: readonly string[], exitCode: number): Promise<T> {
    const ended = await headgate([...words, "--json"]);
    assert.equal(ended.exitCode, exitCode, ended.stderr);
    return JSON.parse(ended.stdout) as T;
  }

  async function statusOf(name: string): Promise<BackfillStatus> {
    const { backfills } = await json<{ backfills: BackfillStatus[] }>(["status"], 0);
    const found = backfills.find((backfill) => backfill.name === name);
    assert.ok(found);
    return found;
  }

  it("a backfill killed in the middle has died at the next look, and the next run completes the table", async () => {
    assert.equal((await headgate(["run", "network_day"])).exitCode, 0);
    await headgate(["run", "airport_day", "--detach"], { FLIGHTS_PACE: "400" });
    let running = await statusOf("airport_day");
    for (let look = 0; look < 100 && running.done < 8; look++) {
      await sleep(200);
      running = await statusOf("airport_day");
    }
    assert.equal(running.state, "running");
    assert.ok(running.pid);
    process.kill(running.pid, "SIGKILL");
    await sleep(300);
    const died = await statusOf("airport_day");
    assert.equal(died.state, "died");
    assert.equal(died.done + died.failed + died.unfinishedDates.length, 181);
    assert.equal((await headgate(["gate", "ready_to_train"])).exitCode, 1);

    assert.equal((await headgate(["run", "airport_day"])).exitCode, 0);
    assert.deepEqual([(await statusOf("airport_day")).state, (await statusOf("airport_day")).done], ["succeeded", 181]);
  });

  it("validates to the integers that DuckDB gives when asked by hand", async () => {
    const validation = await json<Validation>(["validate"], 0);
    const table = validation.tables.find(({ name }) => name === "airport_day");
    const rolling = table?.checks.find(({ id }) => id === "airport_day.rolling_delay_pct");
    assert.equal(validation.verdict, "pass");
    assert.deepEqual(validation.window, { start: "2001-01-01", end: "2001-06-30" });
    assert.equal(table?.rows, 39_949);
    assert.deepEqual(table.dates, { expected: 181, present: 181, missing: [], unsettled: [] });
    assert.deepEqual([rolling?.numerator, rolling?.denominator], [36_756, 39_949]);
    assert.deepEqual(await byHand(join(workspace, "data/airport_day/*.parquet")), [39_949n, 181n, 36_756n]);
  });

  it("decides GO, then trains and judges the model", async () => {
    const decision = await json<GateDecision>(["gate", "ready_to_train"], 0);
    assert.deepEqual([decision.decision, decision.provisional, decision.blockers], ["GO", false, []]);
    const training = await json<TrainingResult>(["train", "delay_model"], 0);
    assert.deepEqual([training.verdict, training.exitCode], ["met", 0]);
    assert.ok((training.metrics["test_mae"] ?? Infinity) < (training.metrics["baseline_mae"] ?? 0));
  });
});

async function byHand(files: string): Promise<unknown[]> {
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  const answer = await connection.runAndReadAll(
    "SELECT count(*), count(DISTINCT date), count(rolling_delay) FROM read_parquet($1) WHERE date BETWEEN '2001-01-01' AND '2001-06-30'",
    [files],
  );
  const [row] = answer.getRows();
  connection.closeSync();
  instance.closeSync();
  return row ?? [];
}
