import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { appendFileSync, chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as z from "zod";
import { readLines } from "../../../src/adapters/store/jsonLines";
import { openStore, storeAt } from "../../../src/adapters/store/openStore";
import { recordId } from "../../../src/app/recordId";
import type { RunStarted } from "../../../src/app/ports";
import type { Validation } from "../../../src/core/coverage/validation";
import type { GateDecision } from "../../../src/core/gate/decision";

const started: RunStarted = {
  type: "started",
  id: "run1",
  kind: "backfill",
  name: "team_offense",
  origin: "observed",
  pid: 4711,
  identity: "boot:1",
  startedAt: "2026-01-04T13:15:22.000Z",
  argv: ["python", "job.py"],
  cwd: null,
  log: null,
  dates: null,
  forced: null,
};

const validation = {
  schemaVersion: 1,
  verdict: "pass",
  window: { start: "2024-01-01", end: "2024-01-31" },
  startedAt: "2026-01-04T13:15:22.000Z",
  durationMs: 3,
  tables: [{ name: "a", checks: [] }],
} as unknown as Validation;

describe("the store", () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), "headgate-store-"));
  });
  afterEach(() => {
    rmSync(root, { recursive: true, force: true });
  });

  it("is made when something is written, and ignores itself in git", async () => {
    const store = openStore(root, null);
    assert.equal(store.folder, join(root, ".headgate"));
    assert.deepEqual(await store.runs(), []);
    assert.deepEqual(readdirSync(root), []);
    await store.appendRun(started);
    assert.equal(readFileSync(join(store.folder, ".gitignore"), "utf8"), "*\n");
  });

  it("gives back what was recorded, and each record once: said again, the later one counts", async () => {
    const store = openStore(root, null);
    await store.appendRun(started);
    await store.appendRun({ ...started, log: "/logs/team.log" });
    assert.deepEqual(await store.runs(), [{ ...started, log: "/logs/team.log" }]);
  });

  it("keeps what a supervisor wrote of a run against what somebody else saw of it", async () => {
    const store = openStore(root, null);
    const launched: RunStarted = { ...started, origin: "launched", log: "/logs/team.log" };
    await store.appendRun(launched);
    await store.appendRun(started);
    assert.deepEqual(await store.runs(), [launched]);
  });

  it("gives the newest validations, oldest first, and passes over what is damaged or gone", async () => {
    const store = openStore(root, null);
    const times = [1, 2, 3, 4, 5].map((hour) => `2026-01-04T0${hour}:00:00.000Z`);
    for (const startedAt of times) await store.saveValidation({ ...validation, startedAt });
    const results = readFileSync(join(store.folder, "results.jsonl"), "utf8").split("\n").filter(Boolean);
    const files = results.map((line) => join(store.folder, (JSON.parse(line) as { file: string }).file));
    const timesOf = async (from: typeof store, limit: number): Promise<string[]> =>
      (await from.validations(limit)).map(({ startedAt }) => startedAt);
    assert.deepEqual(await timesOf(store, 2), times.slice(3));
    writeFileSync(files[3] ?? "", '{"schemaVersion":1,"tab');
    rmSync(files[1] ?? "");
    assert.deepEqual(await timesOf(openStore(root, null), 2), [times[2], times[4]]);
    assert.deepEqual(await timesOf(openStore(root, null), 9), [times[0], times[2], times[4]]);
    assert.deepEqual(await timesOf(openStore(join(root, "empty"), null), 9), []);
  });

  it("loses only the torn line", async () => {
    const store = openStore(root, null);
    await store.appendRun(started);
    appendFileSync(join(store.folder, "runs.jsonl"), '\n{"type":"started","id":"torn","na');
    await store.appendRun({ ...started, id: "run2" });
    assert.deepEqual(
      (await store.runs()).map((run) => run.id),
      ["run1", "run2"],
    );
  });

  it("passes over records whose form it does not know, and keeps fields it does not know", async () => {
    const store = openStore(root, null);
    await store.appendRun(started);
    writeFileSync(
      join(store.folder, "runs.jsonl"),
      `{"type":"paused","id":"x"}\n[]\n${JSON.stringify({ ...started, later: 1 })}\n`,
    );
    assert.deepEqual(await store.runs(), [{ ...started, later: 1 }]);
  });

  it("takes an override that is not wholly there for none", async () => {
    const [at, expires] = ["2026-01-04T13:00:00.000Z", "2026-01-05T13:00:00.000Z"];
    const override = { reason: "short season", at, expires, thresholdsHash: "sha256:0" };
    const decided = {
      schemaVersion: 1,
      gate: "ready",
      decision: "NO-GO",
      provisional: false,
      blockers: [],
      requirements: [],
      receipt: { id: "r", at: "2026-01-04T13:00:00.000Z" },
    };
    const store = openStore(root, null);
    for (const given of [{ ...override, covers: ["t.a"] }, override, null])
      await store.appendDecision({ ...decided, override: given } as unknown as GateDecision);
    assert.deepEqual(
      (await store.decisions()).map((one) => one.override),
      [{ ...override, covers: ["t.a"] }, null, null],
    );
  });

  it("keeps a validation as a file of its own; the latest that is still there counts", async () => {
    const store = openStore(root, null);
    await store.saveValidation(validation);
    await store.saveValidation({ ...validation, verdict: "fail" });
    assert.equal((await store.latestValidation())?.verdict, "fail");
    const results = join(store.folder, "results");
    rmSync(join(results, `${recordId({ ...validation, verdict: "fail" })}.json`));
    assert.equal((await store.latestValidation())?.verdict, "pass");
    assert.deepEqual(readdirSync(results), [`${recordId(validation)}.json`]);
  });

  it("keeps one schema a table", async () => {
    const store = openStore(root, null);
    const schema = { connection: "w", table: "a", at: "2026-01-04T13:15:22.000Z", columns: [] };
    await store.saveSchema(schema);
    await store.saveSchema({ ...schema, at: "2026-01-05T13:15:22.000Z" });
    assert.deepEqual(await store.schemas(), [{ ...schema, at: "2026-01-05T13:15:22.000Z" }]);
  });

  it("falls back to another folder where the workspace cannot be written, and says so", () => {
    writeFileSync(join(root, ".headgate"), "a file stands in the way");
    const fallback = join(root, "elsewhere");
    const store = openStore(root, fallback);
    assert.equal(store.folder, fallback);
    assert.equal(store.fallback, true);
  });

  it("says where it could not write, and why", async () => {
    const folder = join(root, "read-only");
    writeFileSync(folder, "");
    chmodSync(folder, 0o400);
    const appended = await storeAt(folder).appendRun(started);
    assert.ok(!appended.ok);
    assert.equal(appended.error.code, "store-unwritable");
    assert.match(appended.error.message, /read-only.*could not be written/);
  });

  it("loses nothing when two processes append large records at once", async () => {
    const file = join(root, "many.jsonl");
    const script = join(__dirname, "appendLoop.mjs");
    const append = async (name: string): Promise<number | null> => {
      const child = spawn(process.execPath, ["--import", "tsx", script, file, name, "15", "500000"], {
        stdio: ["ignore", "ignore", "inherit"],
      });
      const [code] = (await once(child, "exit")) as [number | null];
      return code;
    };
    assert.deepEqual(await Promise.all([append("a"), append("b")]), [0, 0]);
    const records = readLines(file, z.object({ id: z.string(), text: z.string() }));
    assert.equal(records.length, 30);
    assert.ok(records.every(({ id, text }) => text === id.charAt(0).repeat(500_000)));
  });
});

describe("recordId", () => {
  it("depends on what is said, not on the order of the keys", () => {
    assert.equal(recordId({ a: 1, b: [{ c: null, d: "x" }] }), recordId({ b: [{ d: "x", c: null }], a: 1 }));
    assert.notEqual(recordId({ a: 1 }), recordId({ a: "1" }));
  });
});
