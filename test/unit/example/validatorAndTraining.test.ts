import assert from "node:assert/strict";
import { readFileSync, readdirSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { messages, playground, runJob, runToEnd, type Ended } from "./exampleRun";

const validate = (data: string, ...window: string[]): Promise<Ended> =>
  runToEnd(["./validators/validate_airport_day.sh", ...window], data);
const train = (data: string): Promise<Ended> => runToEnd([process.execPath, "training/train_delay_model.mjs"], data);

describe("the example's validator", () => {
  const place = playground();
  const days = ["--start-date", "2001-01-01", "--end-date", "2001-01-03"];
  before(async () => {
    await runJob("network_day", days, place.data);
    await runJob("airport_day", days, place.data);
  });
  after(() => place.remove());

  it("passes tables that agree, and says what it looked at", async () => {
    const run = await validate(place.data, "2001-01-01", "2001-01-03");
    assert.equal(run.code, 0);
    assert.equal(run.stderr, "  read    665 rows on 3 dates\n");
    assert.deepEqual(messages(run.stdout), [
      "airport_day, 2001-01-01 to 2001-01-03",
      "  ok      dates of the window without a row: 0",
      "  ok      airports that stand twice on a date: 0",
      "  ok      rows in the file of another date: 0",
      "  ok      dates whose departures do not add up to the network's flights: 0",
      "PASSED",
    ]);
  });

  it("fails a window with a date that is not there", async () => {
    const run = await validate(place.data, "2001-01-01", "2001-01-04");
    assert.equal(run.code, 1);
    assert.match(run.stdout, /WRONG {3}dates of the window without a row: 1\n/);
    assert.match(run.stdout, /FAILED\n$/);
  });

  it("does not pass what it could not look at", async () => {
    const nowhere = await validate(join(place.data, "nowhere"), "2001-01-01", "2001-01-03");
    assert.equal(nowhere.code, 1);
    assert.match(nowhere.stderr, /FAILED: airport_day could not be read/);
    const reversed = await validate(place.data, "2001-01-03", "2001-01-01");
    assert.equal(reversed.code, 1);
    assert.equal((await validate(place.data, "2001-01-01")).code, 1);
  });

  it("fails where the network lacks a date", async () => {
    rmSync(join(place.data, "network_day", "2001-01-02.parquet"));
    const run = await validate(place.data, "2001-01-01", "2001-01-03");
    assert.equal(run.code, 1);
    assert.match(run.stdout, /WRONG {3}dates whose departures do not add up to the network's flights: 1\n/);
  });
});

describe("the example's training", () => {
  const place = playground();
  const days = ["--start-date", "2001-01-01", "--end-date", "2001-06-30", "--workers", "2"];
  before(() => runJob("network_day", days, place.data));
  after(() => place.remove());

  it("has nothing to learn from the code before the fix", async () => {
    await runJob("airport_day", [...days, "--code-version", "2001.1"], place.data);
    const run = await train(place.data);
    assert.equal(run.code, 1);
    assert.equal(
      run.stderr,
      "Nothing was trained: no day of the train split has its whole history; run the backfills of its dates first\n",
    );
  });

  it("beats yesterday's value on days after all it learnt from", async () => {
    await runJob("airport_day", days, place.data);
    const run = await train(place.data);
    assert.equal(run.code, 0, run.stderr);
    assert.match(run.stdout, /test\n {2}MAE \(Mean Absolute Error\): {5}9\.82 minutes\n/);

    const models = join(dirname(place.data), "models");
    const [model, metadataFile = ""] = readdirSync(models).sort();
    assert.match(model ?? "", /^delay_model_\d{8}_\d{6}\.json$/);
    const metadata = JSON.parse(readFileSync(join(models, metadataFile), "utf8")) as Record<string, number>;
    assert.deepEqual(
      ["samples", "train_samples", "val_samples", "test_samples"].map((name) => metadata[name]),
      [36756, 23430, 6763, 6563],
    );
    const rounded = ["train_mae", "val_mae", "test_mae", "baseline_mae"].map((name) => metadata[name]?.toFixed(3));
    assert.deepEqual(rounded, ["9.729", "7.181", "9.822", "11.753"]);
  });
});
