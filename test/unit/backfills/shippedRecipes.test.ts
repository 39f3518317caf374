import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { logProgress } from "../../../src/core/backfills/logProgress";
import { logReader, type LogReaderOptions } from "../../../src/core/backfills/logReader";
import { readRecipe, type Recipe } from "../../../src/core/backfills/recipe";
import type { LogProgress } from "../../../src/core/backfills/status";
import { clockOf } from "./logs";

const folder = join(__dirname, "../../../config/recipes");

function shipped(name: string): Recipe {
  const recipe = readRecipe(name, readFileSync(join(folder, `${name}.yaml`), "utf8"));
  if (!recipe.ok) throw new Error(recipe.error.message);
  return recipe.value;
}

function progress(
  name: string,
  text: string,
  options: Partial<LogReaderOptions & { total: number }> = {},
): LogProgress {
  const reader = logReader(shipped(name), { clock: clockOf("UTC"), ...options });
  reader.read(text);
  return logProgress(reader.reading(), { recipe: name, total: options.total ?? null, now: options.until ?? null });
}

function lines(...all: string[]): string {
  return `${all.join("\n")}\n`;
}

describe("the shipped recipes", () => {
  it("can all be read, and bear the names of their files", () => {
    const names = readdirSync(folder).map((file) => file.replace(/\.yaml$/, ""));
    assert.deepEqual(
      names.map((name) => shipped(name).name),
      names,
    );
    assert.deepEqual(names.sort(), ["airflow", "day-by-day", "dbt", "lightgbm", "python-logging", "tqdm", "xgboost"]);
  });
});

describe("the recipe tqdm", () => {
  it("tells no end while its watch has not come to a second", () => {
    const young = "  0%|          | 0/100 [00:00<?, ?it/s]\r 40%|████      | 40/100 [00:00<00:01, 49.03it/s]\n";
    const { done, total, remaining } = progress("tqdm", young);
    assert.deepEqual([done, total, remaining], [40, 100, null]);
  });

  const bar =
    "Filling days:   0%|          | 0/20 [00:00<?, ?it/s]\rFilling days:  25%|██▌       | 5/20 [00:10<00:30,  2.00s/it]\rFilling days:  50%|█████     | 10/20 [00:20<00:20,  2.00s/it]";

  it("takes the last bar that is drawn, also while it has no end, and its own watch where there is no clock", () => {
    const { state, done, total, percent, elapsedMs, eta, remaining, moments, lines: read } = progress("tqdm", bar);
    assert.deepEqual(
      { state, done, total, percent, elapsedMs, eta, moments, read },
      {
        state: "running",
        done: 10,
        total: 20,
        percent: 50,
        elapsedMs: 20_000,
        eta: null,
        moments: null,
        read: { read: 2, matched: 2, cut: 0 },
      },
    );
    assert.equal(remaining?.byBarMs, 20_000);
    assert.ok(remaining.optimisticMs <= 20_000 && 20_000 <= remaining.conservativeMs, JSON.stringify(remaining));
  });

  it("does not take in a bar that is torn", () => {
    assert.equal(progress("tqdm", bar.slice(0, -12)).done, 5);
  });

  it("lets a second bar begin anew, and reads shortened counts and bars without an end", () => {
    assert.equal(progress("tqdm", `${bar}\n  0%|          | 0/3 [00:00<?, ?it/s]\r`).total, 3);
    const bytes = progress("tqdm", "\r 40%|████      | 5.00M/12.5M [00:01<00:02, 290MB/s]\n");
    assert.deepEqual([bytes.done, bytes.total, bytes.percent], [5_000_000, 12_500_000, 40]);
    const open = progress("tqdm", "\r20it [00:10,  1.95it/s]\r21it [00:11,  1.95it/s]\n");
    assert.deepEqual([open.done, open.total, open.percent], [21, null, null]);
  });

  it("has moments where somebody saw its lines come", () => {
    const reader = logReader(shipped("tqdm"), { clock: clockOf("UTC") });
    const start = Date.parse("2026-01-04T10:00:00Z");
    for (let done = 1; done <= 10; done++) {
      const seconds = String(done * 2).padStart(2, "0");
      const text = `${done * 10}%|###       | ${done}/20 [00:${seconds}<00:30,  2.00s/it]`;
      reader.take({ bytes: new TextEncoder().encode(text), cut: false, drawn: true }, start + done * 2000);
    }
    const { eta, moments } = logProgress(reader.reading(), { recipe: "tqdm", total: null, now: null });
    assert.equal(moments, "arrival");
    const end = Date.parse("2026-01-04T10:00:40Z");
    assert.ok(eta && Date.parse(eta.optimistic) <= end && end <= Date.parse(eta.conservative), JSON.stringify(eta));
  });
});

describe("the recipe python-logging", () => {
  it("reads the form that is Python's own default, which bears no time", () => {
    const log = lines(
      "INFO:root:Loaded 0 of 944 files (0.0%)",
      "INFO:jobs.load:Loaded 40 of 944 files (4.2%)",
      "WARNING:root:slow",
      "ERROR:root:bad",
      "Traceback (most recent call last):",
      "ValueError: loaded 99 of 100 files",
    );
    const { done, total, startedAt, eta, moments, warnings, errors, lastError } = progress("python-logging", log);
    assert.deepEqual(
      [done, total, startedAt, eta, moments, warnings, errors, lastError],
      [40, 944, null, null, null, 1, 1, "root:bad"],
    );
  });

  it("reads the forms that people choose", () => {
    for (const head of [
      "2026-01-04 13:15:22,104 - loader - INFO - ",
      "2026-01-04 13:15:22,104 - INFO - ",
      "2026-01-04 13:15:22,104 INFO loader: ",
      "2026-01-04 13:15:22,104 INFO [loader] ",
      "2026-01-04 13:15:22,104 [INFO] loader: ",
      "[2026-01-04 13:15:22,104] INFO in loader: ",
      "[2026-01-04 13:15:22,104: INFO/MainProcess] ",
      "2026-01-04T13:15:22.104Z | INFO | loader:run:12 - ",
      "2026-01-04 13:15:22,104 loader.files:12 INFO ",
    ]) {
      const { done, total, startedAt } = progress("python-logging", `${head}Loaded 40 of 944 files (4.2%)\n`);
      assert.deepEqual([done, total, startedAt], [40, 944, "2026-01-04T13:15:22.104Z"], head);
    }
  });

  it("counts warnings and errors, says the last error, and ends by no guess", () => {
    const { warnings, errors, lastError, state, percent } = progress(
      "python-logging",
      lines(
        "2026-01-04 13:15:22,104 - loader - WARNING - slow",
        "2026-01-04 13:15:23,104 - loader - INFO - progress: 12.5%",
        "2026-01-04 13:15:24,104 - loader - ERROR - no such table",
        "Traceback (most recent call last):",
        "ValueError: 7/7 rows",
      ),
    );
    assert.deepEqual(
      { warnings, errors, lastError, state, percent },
      { warnings: 1, errors: 1, lastError: "no such table", state: "running", percent: 12.5 },
    );
  });
});

describe("the recipe airflow", () => {
  const heads = (message: string): string[] => [
    `[2024-01-01, 10:00:05 UTC] {taskinstance.py:1138} INFO - ${message}`,
    `[2024-01-01T10:00:05.000+0000] {taskinstance.py:1138} INFO - ${message}`,
    `[2024-01-01T12:00:05.000+0200] {taskinstance.py:1138} INFO - ${message}`,
    `[2024-01-01 10:00:05,000] {{taskinstance.py:1035}} INFO - ${message}`,
    `[2024-01-01, 10:00:05] INFO - ${message}: chan="stdout": source="task"`,
    `{"timestamp":"2024-01-01T10:00:05.000000Z","level":"info","event":"${message}","logger":"task.stdout"}`,
  ];

  it("reads the clock of each of its versions, and the marks of an end", () => {
    const told = (message: string): (readonly [string, string | null])[] =>
      heads(message).map((line) => {
        const { state, startedAt } = progress("airflow", `${line}\n`);
        return [state, startedAt] as const;
      });
    const all = (state: string): (readonly [string, string])[] =>
      heads("").map(() => [state, "2024-01-01T10:00:05.000Z"] as const);
    assert.deepEqual(told("Marking task as SUCCESS. dag_id=d, task_id=t"), all("succeeded"));
    assert.deepEqual(told("Marking task as FAILED. dag_id=d, task_id=t"), all("failed"));
    assert.deepEqual(told("Task instance in success state"), all("succeeded"));
    assert.deepEqual(told("Task exited with return code 1"), all("failed"));
  });

  it("takes a further attempt in the same file for another run", () => {
    const { state, startedAt, done, total } = progress(
      "airflow",
      lines(
        "[2024-01-01, 10:00:00 UTC] {taskinstance.py:1308} INFO - Starting attempt 1 of 2",
        "[2024-01-01, 10:00:09 UTC] {taskinstance.py:1206} INFO - Marking task as UP_FOR_RETRY. dag_id=d",
        "[2024-01-01, 10:05:00 UTC] {taskinstance.py:1308} INFO - Starting attempt 2 of 2",
        "[2024-01-01, 10:05:03 UTC] {logging_mixin.py:150} INFO - loaded 3/12 files",
      ),
    );
    assert.deepEqual(
      { state, startedAt, done, total },
      { state: "running", startedAt: "2024-01-01T10:05:00.000Z", done: 3, total: 12 },
    );
  });
});

describe("the recipe dbt", () => {
  const built = lines(
    "\u001b[0m10:00:00  Running with dbt=1.9.11",
    "\u001b[0m10:00:01  Concurrency: 2 threads (target='dev')",
    "\u001b[0m10:00:01  ",
    "\u001b[0m10:00:02  1 of 4 START sql table model main.orders ....................... [RUN]",
    "\u001b[0m10:00:03  1 of 4 OK created sql table model main.orders .................. [\u001b[32mOK\u001b[0m in 1.20s]",
    "\u001b[0m10:00:04  2 of 4 WARN 3 not_null_orders_id ............................... [\u001b[33mWARN 3\u001b[0m in 0.03s]",
    "\u001b[0m10:00:05  3 of 4 ERROR creating sql view model main.totals ............... [\u001b[31mERROR\u001b[0m in 0.04s]",
    "\u001b[0m10:00:05  4 of 4 SKIP relation main.report ............................... [\u001b[33mSKIP\u001b[0m]",
  );
  const done = "10:00:06  Done. PASS=1 WARN=1 ERROR=1 SKIP=1 TOTAL=4\n";
  const written = {
    bornAt: Date.parse("2026-01-04T10:00:00.500Z"),
    modifiedAt: Date.parse("2026-01-04T10:00:06.300Z"),
  };

  it("counts models and tests; what is skipped stays open", () => {
    const running = progress("dbt", built, { written });
    const ended = progress("dbt", built + done, { written });
    assert.deepEqual(
      [running, ended].map(({ state, done: good, failed, total, workers, failedItems, startedAt }) => ({
        state,
        good,
        failed,
        total,
        workers,
        failedItems,
        startedAt,
      })),
      ["running", "partial"].map((state) => ({
        state,
        good: 2,
        failed: 1,
        total: 4,
        workers: 2,
        failedItems: [{ name: "sql view model main.totals", reason: "ERROR in 0.04s" }],
        startedAt: "2026-01-04T10:00:00.000Z",
      })),
    );
  });

  it("crosses midnight, and takes its day from when the file was written", () => {
    const log = lines("23:59:58  Running with dbt=1.9.11", "00:00:10  Done. PASS=1 WARN=0 ERROR=0 SKIP=0 TOTAL=1");
    const options = {
      written: { bornAt: Date.parse("2026-01-04T23:59:59Z"), modifiedAt: Date.parse("2026-01-05T00:00:10Z") },
    };
    const { startedAt, elapsedMs, state } = progress("dbt", log, options);
    assert.deepEqual([startedAt, elapsedMs, state], ["2026-01-04T23:59:58.000Z", 12_000, "succeeded"]);
  });
});

describe("the recipes of trainings", () => {
  it("read XGBoost's rounds, which count from 0, and the metrics of each", () => {
    const { rounds, done, total, metrics, percent, state } = progress(
      "xgboost",
      lines(
        "[0]\ttrain-mae:0.32864\tvalidation_0-mae:0.42105",
        "[20]\ttrain-mae:0.00633\tvalidation_0-mae:4.31207",
        "MAE (Mean Absolute Error):     4.05 points",
        "usage_rate_last_10              7.3% ███",
      ),
      { total: 100 },
    );
    assert.deepEqual(
      { rounds, done, total, metrics, percent, state },
      {
        rounds: 21,
        done: 21,
        total: 100,
        metrics: { "train-mae": 0.00633, "validation_0-mae": 4.31207, "MAE (Mean Absolute Error)": 4.05 },
        percent: 21,
        state: "running",
      },
    );
  });

  it("read LightGBM's rounds; the best one, told again at the end, does not count back", () => {
    const { rounds, total, metrics, warnings } = progress(
      "lightgbm",
      lines(
        "[LightGBM] [Info] Start training from score 0.484481",
        "Training until validation scores don't improve for 5 rounds",
        "[5]\tvalid_0's l2: 0.0713592",
        "[10]\tvalid_0's l2: 0.0723592",
        "Early stopping, best iteration is:",
        "[3]\tvalid_0's l2: 0.0705355",
      ),
    );
    assert.deepEqual(
      { rounds, total, metrics, warnings },
      { rounds: 10, total: null, metrics: { "valid_0's l2": 0.0705355 }, warnings: 0 },
    );
  });
});
