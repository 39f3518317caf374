import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readFileSync, renameSync, rmdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { launcher } from "../../../src/adapters/processes/launcher";
import { processSource } from "../../../src/adapters/processes/processSource";
import { claimsIn, type Claim } from "../../../src/adapters/store/launchClaims";
import { openStore } from "../../../src/adapters/store/openStore";
import type { Launcher, LaunchRequest, RunStarted, Store } from "../../../src/app/ports";
import { builtEntries, endIn, eventually, isThere, requestOf, temporaryFolder } from "./launching";

const forAWhile = "setTimeout(() => {}, 60000);";

describe("launching", () => {
  let built: string;
  let root: string;
  let store: Store;
  let launch: (request: LaunchRequest) => ReturnType<Launcher["launch"]>;
  const running: number[] = [];

  before(() => {
    built = builtEntries();
  });
  beforeEach(() => {
    root = temporaryFolder("launch");
    store = openStore(root, null);
    const options = { supervisorFile: join(built, "supervisor.js"), storeFolder: store.folder };
    launch = (request) => launcher(options).launch(request);
  });
  afterEach(async () => {
    for (const pid of running.splice(0)) if (isThere(pid)) process.kill(pid, "SIGKILL");
    await eventually(() => locks().length === 0 || null);
    rmSync(root, { recursive: true, force: true });
  });
  after(() => {
    rmSync(built, { recursive: true, force: true });
  });

  function locks(): Claim[] {
    return claimsIn(join(store.folder, "locks"));
  }

  async function launched(request: LaunchRequest): Promise<RunStarted> {
    const started = await launch(request);
    assert.ok(started.ok, JSON.stringify(started));
    running.push(started.value.pid);
    return started.value;
  }

  it("records the start before it resolves, and the exit code when it ends", async () => {
    const request = requestOf(root, "console.log('out'); console.error('err'); process.exit(3);", {
      dates: ["2024-01-01"] as unknown as LaunchRequest["dates"],
    });
    const run = await launched(request);
    assert.deepEqual(
      (await store.runs()).filter((record) => record.type === "started"),
      [run],
    );
    assert.equal(run.origin, "launched");
    assert.deepEqual(run.dates, ["2024-01-01"]);
    assert.equal(run.forced, null);
    const ended = await endIn(store, run.id);
    assert.deepEqual([ended.exitCode, ended.signal, ended.reason], [3, null, null]);
    assert.equal(readFileSync(request.output, "utf8"), "out\nerr\n");
  });

  it("records the end as soon as it can be written, when it could not be at first", async () => {
    const run = await launched(requestOf(root, forAWhile));
    const file = join(store.folder, "runs.jsonl");
    // A folder in its place can be written by nobody, whatever their rights.
    renameSync(file, `${file}.aside`);
    mkdirSync(file);
    process.kill(run.pid, "SIGKILL");
    await eventually(() => !isThere(run.pid) || null);
    rmdirSync(file);
    renameSync(`${file}.aside`, file);
    assert.equal((await endIn(store, run.id)).signal, "SIGKILL");
  });

  it("gives the command its environment and its folder, and not the editor's own variable", async () => {
    const names = ["PYTHONUNBUFFERED", "COLOUR", "ELECTRON_RUN_AS_NODE"];
    const script = `console.log(JSON.stringify([${names.map((name) => `process.env.${name} ?? null`).join()}, process.cwd()]))`;
    const request = requestOf(root, script, { env: { COLOUR: "blue; rm -rf x" } });
    await endIn(store, (await launched(request)).id);
    assert.deepEqual(JSON.parse(readFileSync(request.output, "utf8")), ["1", "blue; rm -rf x", null, root]);
  });

  it("tells a signal from an exit code", async () => {
    const run = await launched(requestOf(root, forAWhile));
    process.kill(run.pid, "SIGKILL");
    const ended = await endIn(store, run.id);
    assert.deepEqual([ended.exitCode, ended.signal], [null, "SIGKILL"]);
  });

  it("outlives whoever launched, and knows the exit code afterwards", async () => {
    const request = requestOf(root, "setTimeout(() => process.exit(7), 600)");
    const options = { supervisorFile: join(built, "supervisor.js"), storeFolder: store.folder };
    const parent = `
      import { launcher } from ${JSON.stringify(join(__dirname, "../../../src/adapters/processes/launcher.ts"))};
      const started = await launcher(${JSON.stringify(options)}).launch(${JSON.stringify(request)});
      process.stdout.write(JSON.stringify(started), () => process.kill(process.pid, "SIGKILL"));
    `;
    writeFileSync(join(root, "parent.mts"), parent);
    const tsx = require.resolve("tsx");
    const child = spawnSync(process.execPath, ["--import", tsx, join(root, "parent.mts")], { encoding: "utf8" });
    assert.equal(child.signal, "SIGKILL", child.stderr);
    const { value: run } = JSON.parse(child.stdout) as { value: RunStarted };
    assert.equal(isThere(run.pid), true);
    assert.equal((await endIn(store, run.id)).exitCode, 7);
  });

  it("ignores a hang-up, and passes a termination on to the command", async () => {
    const run = await launched(requestOf(root, forAWhile));
    const supervisor = processSource()?.find(run.pid)?.parentPid ?? 0;
    process.kill(supervisor, "SIGHUP");
    process.kill(supervisor, "SIGTERM");
    assert.equal((await endIn(store, run.id)).signal, "SIGTERM");
  });

  it("refuses a second launch of the same name while the first is alive, and names who is in the way", async () => {
    const run = await launched(requestOf(root, forAWhile));
    const second = await launch(requestOf(root, forAWhile, { output: join(root, "second.log") }));
    assert.deepEqual(second, {
      ok: false,
      error: {
        code: "conflicting-run",
        message: `team_offense is running already (PID ${run.pid}); wait for its end, stop it, or force it with a reason.`,
      },
    });
    assert.equal((await store.runs()).length, 1);
  });

  it("lets two start at once only one of them", async () => {
    const outcomes = await Promise.all(
      [1, 2, 3, 4].map((index) => launch(requestOf(root, forAWhile, { output: join(root, `${index}.log`) }))),
    );
    for (const outcome of outcomes) if (outcome.ok) running.push(outcome.value.pid);
    assert.deepEqual(outcomes.map((outcome) => outcome.ok).sort(), [false, false, false, true]);
  });

  it("starts in spite of the lock when forced, and keeps the reason", async () => {
    await launched(requestOf(root, forAWhile));
    const second = await launched(
      requestOf(root, forAWhile, { output: join(root, "second.log"), force: "the first one hangs" }),
    );
    assert.equal(second.forced, "the first one hangs");
  });

  it("says that there is no such program, and records that it never ran", async () => {
    const refused = await launch(requestOf(root, "", { argv: ["no-such-program", "x"] }));
    assert.deepEqual(refused, {
      ok: false,
      error: {
        code: "launch-failed",
        message: `team_offense could not be started: there is no program no-such-program, or no folder ${root}; check the command.`,
      },
    });
    const [started, ended] = await store.runs();
    assert.ok(started?.type === "started" && ended?.type === "ended");
    assert.deepEqual([ended.exitCode, ended.signal], [null, null]);
    assert.match(ended.reason ?? "", /could not be started: there is no program no-such-program/);
  });

  it("never writes over an output that is there", async () => {
    mkdirSync(join(root, "logs"));
    writeFileSync(join(root, "logs/team_offense.log"), "precious\n");
    const refused = await launch(requestOf(root, "console.log('new')"));
    assert.ok(!refused.ok);
    assert.match(refused.error.message, /is there already/);
    assert.equal(readFileSync(join(root, "logs/team_offense.log"), "utf8"), "precious\n");
  });

  it("says when its own supervisor is missing", async () => {
    const missing = launcher({ supervisorFile: join(root, "nothing.js"), storeFolder: store.folder });
    const refused = await missing.launch(requestOf(root, "0"));
    assert.ok(!refused.ok);
    assert.match(refused.error.message, /nothing\.js is not there; build or install Headgate again/);
  });

  describe("followed in a terminal", () => {
    async function followed(
      run: RunStarted,
      act?: (pid: number) => void,
    ): Promise<{ text: string; code: number | null }> {
      const follower = spawn(process.execPath, [join(built, "follower.js"), store.folder, run.id]);
      let text = "";
      follower.stdout.on("data", (data) => (text += String(data)));
      if (act) {
        await eventually(() => text.includes("begun") || null);
        act(follower.pid ?? 0);
      }
      const [code] = (await once(follower, "close")) as [number | null];
      return { text, code };
    }

    it("shows the whole output and exits as the run does", async () => {
      const run = await launched(
        requestOf(root, "console.log('begun ✓'); setTimeout(() => { console.log('done'); process.exit(4) }, 500)"),
      );
      assert.deepEqual(await followed(run), { text: "begun ✓\ndone\n", code: 4 });
    });

    it("stops the run on Ctrl+C: its whole process group is interrupted", async () => {
      const grandchild = `require('child_process').spawn(process.execPath, ['-e', '${forAWhile}']).pid`;
      const run = await launched(requestOf(root, `console.log('begun', ${grandchild}); ${forAWhile}`));
      const { text, code } = await followed(run, (pid) => process.kill(pid, "SIGINT"));
      assert.equal(code, 130);
      assert.equal((await endIn(store, run.id)).signal, "SIGINT");
      assert.equal(isThere(Number(/begun (\d+)/.exec(text)?.[1])), false);
    });

    it("leaves the run alone when the terminal is closed", async () => {
      const run = await launched(requestOf(root, `console.log('begun'); ${forAWhile}`));
      assert.equal((await followed(run, (pid) => process.kill(pid, "SIGHUP"))).code, 2);
      assert.equal(isThere(run.pid), true);
    });
  });
});
