import assert from "node:assert/strict";
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { closeSync, mkdtempSync, openSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseStat } from "../../../src/adapters/processes/parseStat";
import { processes } from "../../../src/adapters/processes/processes";

const forAWhile = "console.log('ready'); setTimeout(() => {}, 60000)";

describe("the processes of this machine", function () {
  before(function () {
    if (process.platform !== "linux") this.skip();
  });

  const started: ChildProcess[] = [];
  let root: string;
  beforeEach(() => {
    root = realpathSync(mkdtempSync(join(tmpdir(), "headgate-processes-")));
  });
  afterEach(() => {
    for (const child of started.splice(0)) child.kill("SIGKILL");
    rmSync(root, { recursive: true, force: true });
  });

  async function begin(words: string[], options: { detached?: boolean } = {}): Promise<ChildProcess & { pid: number }> {
    const child = spawn(process.execPath, words, { cwd: root, stdio: ["ignore", "pipe", "ignore"], ...options });
    started.push(child);
    if (child.stdout) await once(child.stdout, "data");
    assert.ok(child.pid);
    return child as ChildProcess & { pid: number };
  }

  it("are told with arguments, folder, parent, time of start and an identity that stays", async () => {
    const before = Date.now();
    const child = await begin(["-e", forAWhile, "two words", ""]);
    const found = await processes().find(child.pid);
    assert.deepEqual(found?.argv, [process.execPath, "-e", forAWhile, "two words", ""]);
    assert.equal(found.cwd, root);
    assert.equal(found.parentPid, process.pid);
    assert.equal(found.zombie, false);
    // Ticks are 10 ms, and so is the machine's uptime.
    assert.ok(Math.abs(found.startedAt.getTime() - before) < 500, found.startedAt.toISOString());
    assert.equal((await processes().find(child.pid))?.identity, found.identity);
    const listed = await processes().list();
    assert.ok(listed.ok);
    assert.equal(listed.value.find((one) => one.pid === child.pid)?.identity, found.identity);
  });

  it("that are gone are not found", async () => {
    const child = await begin(["-e", forAWhile]);
    child.kill("SIGKILL");
    await once(child, "exit");
    assert.equal(await processes().find(child.pid), null);
  });

  it("tell the regular files that they write their output to", async () => {
    const [out, error] = [join(root, "out.log"), join(root, "error.log")];
    const descriptors = [openSync(out, "w"), openSync(error, "w")];
    const child = spawn(process.execPath, ["-e", forAWhile], { stdio: ["ignore", ...descriptors] });
    descriptors.forEach(closeSync);
    started.push(child);
    assert.deepEqual(await processes().outputFiles(child.pid ?? 0), [out, error]);
    const piped = await begin(["-e", forAWhile]);
    assert.deepEqual(await processes().outputFiles(piped.pid), [], "a pipe and /dev/null are no logs");
  });

  it("are stopped as a group, by force when they do not listen", async () => {
    const stubborn = "process.on('SIGINT', () => {});" + forAWhile;
    const child = await begin(["-e", stubborn], { detached: true });
    const found = await processes().find(child.pid);
    const exit = once(child, "exit");
    const stopped = await processes().stop(child.pid, found?.identity ?? "", 200);
    assert.deepEqual(stopped, { ok: true, value: undefined });
    assert.deepEqual(await exit, [null, "SIGKILL"]);
  });

  it("are never stopped when the PID has come round again", async () => {
    const child = await begin(["-e", forAWhile]);
    assert.deepEqual(await processes().stop(child.pid, "another identity", 100), { ok: true, value: undefined });
    assert.equal((await processes().find(child.pid))?.zombie, false);
  });

  it("are not taken for gone when ps cannot be asked", async () => {
    const path = process.env["PATH"];
    process.env["PATH"] = root;
    try {
      const listed = await processes("darwin").list();
      assert.equal(listed.ok ? null : listed.error.code, "unsupported");
    } finally {
      process.env["PATH"] = path;
    }
  });

  it("cannot be looked at on Windows yet, and that is said", async () => {
    const listed = await processes("win32").list();
    assert.ok(!listed.ok);
    assert.match(listed.error.message, /cannot look at processes on Windows yet/);
  });
});

describe("a line of /proc/PID/stat", () => {
  it("is read after the last parenthesis: the name may hold anything", () => {
    const line =
      "4242 (a) b (c 1) S 17 4242 4242 0 -1 4194560 1 0 0 0 0 0 0 0 20 0 16 0 987654 1 1 18446744073709551615 0";
    assert.deepEqual(parseStat(line), {
      parentPid: 17,
      groupId: 4242,
      zombie: false,
      threads: 16,
      startTicks: "987654",
      startedAfterBootMs: 9_876_540,
    });
  });

  it("of a process that ended and was not collected yet says so", () => {
    const line = "7 (job) Z 1 7 7 0 -1 4227084 0 0 0 0 0 0 0 0 20 0 1 0 100 0 0";
    assert.equal(parseStat(line)?.zombie, true);
  });

  it("that is not there is nothing", () => {
    assert.equal(parseStat(""), null);
  });
});
