import assert from "node:assert/strict";
import { buildSync } from "esbuild";
import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { closeSync, mkdtempSync, openSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseStat } from "../../../src/adapters/processes/parseStat";
import { processes } from "../../../src/adapters/processes/processes";
import { eventually } from "../launch/launching";

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

  it("tell memory, processor time, owner and whether they are stopped", async () => {
    const child = await begin(["-e", "while (process.cpuUsage().user < 200_000) ;" + forAWhile]);
    const machine = processes();
    const found = await machine.find(child.pid);
    assert.ok(found !== null && (found.memoryBytes ?? 0) > 10_000_000, String(found?.memoryBytes));
    assert.ok((found.cpuMs ?? 0) >= 100, String(found.cpuMs));
    assert.deepEqual([found.own, found.suspended], [true, false]);
    assert.ok((found.threads ?? 0) > 1);
    child.kill("SIGSTOP");
    await eventually(async () => (await machine.find(child.pid))?.suspended);
    child.kill("SIGCONT");
    await eventually(async () => (await machine.find(child.pid))?.suspended === false);
  });

  it("that have ended and were not collected are zombies", async () => {
    // A shell that has become a program which waits for nobody.
    const child = await begin(["-e", forAWhile]);
    const parent = spawn("bash", ["-c", "sleep 0.05 & echo $!; exec sleep 60"], {
      stdio: ["ignore", "pipe", "ignore"],
    });
    started.push(parent);
    const [text] = (await once(parent.stdout, "data")) as [Buffer];
    const zombie = await eventually(async () => {
      const one = await processes().find(Number(String(text)));
      return one?.zombie ? one : null;
    });
    assert.deepEqual([zombie.parentPid, zombie.argv, zombie.memoryBytes], [parent.pid, [], 0]);
    assert.equal((await processes().find(child.pid))?.zombie, false);
  });

  it("of another user are seen, and not stopped: that is said", async function () {
    if (process.geteuid?.() !== 0) return this.skip();
    const other = spawn("sleep", ["60"], { uid: 65_534, gid: 65_534, stdio: "ignore" });
    started.push(other);
    await once(other, "spawn");
    const found = await eventually(async () => {
      const one = await processes().find(other.pid ?? 0);
      return one?.argv[0] === "sleep" ? one : null;
    });
    assert.equal(found.own, false);
    const child = await begin(["-e", forAWhile]);
    const identity = (await processes().find(child.pid))?.identity ?? "";
    process.seteuid?.(65_534);
    try {
      const seen = await processes().find(child.pid);
      assert.deepEqual([seen?.own, seen?.argv[0], seen?.cwd], [false, process.execPath, null]);
      assert.deepEqual(await processes().outputFiles(child.pid), []);
    } finally {
      process.seteuid?.(0);
    }
    const stopped = asNobody(`processes().stop(${child.pid}, ${JSON.stringify(identity)}, 0)`) as { error?: unknown };
    assert.deepEqual(stopped.error, {
      code: "stop-failed",
      message: `Process ${child.pid} belongs to another user and was not stopped; only that user or an administrator can stop it.`,
    });
    assert.equal((await processes().find(child.pid))?.zombie, false);
  });

  /** What an expression resolves to in a process of a user without rights. */
  function asNobody(expression: string): unknown {
    const source = join(__dirname, "../../../src/adapters/processes/processes.ts");
    const contents = `import { processes } from ${JSON.stringify(source)};
      ${expression}.then((value) => console.log(JSON.stringify(value)));`;
    const options = { bundle: true, platform: "node", format: "cjs", write: false } as const;
    const [built] = buildSync({ stdin: { contents, resolveDir: __dirname }, ...options }).outputFiles;
    const run = spawnSync(process.execPath, ["-"], {
      input: built?.text,
      uid: 65_534,
      gid: 65_534,
      encoding: "utf8",
      cwd: "/",
    });
    return JSON.parse(run.stdout);
  }

  it("in a namespace of their own are seen from outside with this machine's PID", async function () {
    const script = "echo $$; exec sleep 60";
    const outer = spawn("unshare", ["--pid", "--fork", "bash", "-c", script], { stdio: ["ignore", "pipe", "ignore"] });
    started.push(outer);
    const inside = await Promise.race([once(outer.stdout, "data"), once(outer, "exit"), once(outer, "error")]);
    if (!Buffer.isBuffer(inside[0])) return this.skip();
    assert.equal(String(inside[0]), "1\n", "its own PID as it sees it");
    const found = await eventually(async () => {
      const list = await processes().list();
      return list.ok ? list.value.find((one) => one.parentPid === outer.pid && one.argv[0] === "sleep") : null;
    });
    assert.notEqual(found.pid, 1);
    process.kill(found.pid, "SIGKILL");
  });
});

describe("a line of /proc/PID/stat", () => {
  it("is read after the last parenthesis: the name may hold anything", () => {
    const line =
      "4242 (a) b (c 1) S 17 4242 4242 0 -1 4194560 1 0 0 0 150 35 0 0 20 0 16 0 987654 1 300 18446744073709551615 0";
    assert.deepEqual(parseStat(line), {
      parentPid: 17,
      groupId: 4242,
      zombie: false,
      suspended: false,
      threads: 16,
      startTicks: "987654",
      startedAfterBootMs: 9_876_540,
      cpuMs: 1_850,
      residentPages: 300,
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
