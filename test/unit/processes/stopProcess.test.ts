import assert from "node:assert/strict";
import { spawn, type ChildProcess } from "node:child_process";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { processes } from "../../../src/adapters/processes/processes";
import { eventually, isThere, temporaryFolder } from "../launch/launching";

const forAWhile = "setTimeout(() => {}, 60000);";
const deaf = `process.on('SIGINT', () => {}); ${forAWhile}`;

describe("stopping", () => {
  let root: string;
  const begun: number[] = [];
  beforeEach(() => {
    root = temporaryFolder("stop");
  });
  afterEach(() => {
    for (const pid of begun.splice(0)) if (isThere(pid)) process.kill(pid, "SIGKILL");
    rmSync(root, { recursive: true, force: true });
  });

  /** Starts a script as its own file, so that it may be long. Each process it starts writes its PID into a file of its name. */
  function begin(program: string, words: string[], detached: boolean): ChildProcess {
    const child = spawn(program, words, { cwd: root, stdio: "ignore", detached });
    begun.push(child.pid ?? 0);
    return child;
  }
  function script(name: string, text: string): string {
    writeFileSync(join(root, name), text);
    return name;
  }
  async function pidIn(name: string): Promise<number> {
    const path = join(root, name);
    const pid = await eventually(() => (existsSync(path) && Number(readFileSync(path, "utf8"))) || null);
    begun.push(pid);
    return pid;
  }
  async function stop(pid: number, graceMs: number): Promise<unknown> {
    return processes().stop(pid, (await processes().find(pid))?.identity ?? "", graceMs);
  }
  const saying = (name: string, then: string): string =>
    `require('fs').writeFileSync('${name}', String(process.pid)); ${then}`;

  it("ends workers that do not listen, by force, and the group as a whole", async () => {
    const worker = script("worker.js", saying("worker", deaf));
    const job = script(
      "job.js",
      saying("job", `require('child_process').spawn(process.execPath, ['${worker}']); ${forAWhile}`),
    );
    begin(process.execPath, [job], true);
    const [pid, workerPid] = [await pidIn("job"), await pidIn("worker")];
    assert.deepEqual(await stop(pid, 200), { ok: true, value: undefined });
    assert.deepEqual([isThere(pid), isThere(workerPid)], [false, false]);
  });

  it("ends what has lost its parent and is still in the group", async () => {
    const orphan = script("orphan.js", saying("orphan", deaf));
    const between = script(
      "between.js",
      `require('child_process').spawn(process.execPath, ['${orphan}'], { stdio: 'ignore' }).unref();`,
    );
    const job = script(
      "job.js",
      saying("job", `require('child_process').spawn(process.execPath, ['${between}']); ${forAWhile}`),
    );
    begin(process.execPath, [job], true);
    const [pid, orphanPid] = [await pidIn("job"), await pidIn("orphan")];
    await eventually(async () => (await processes().find(orphanPid))?.parentPid !== pid || null);
    assert.deepEqual(await stop(pid, 200), { ok: true, value: undefined });
    assert.deepEqual([isThere(pid), isThere(orphanPid)], [false, false]);
  });

  it("of a process that somebody typed into a shell ends it and its workers, and leaves the shell and its other jobs alone", async () => {
    const worker = script("worker.js", saying("worker", deaf));
    const job = script(
      "job.js",
      saying("job", `require('child_process').spawn(process.execPath, ['${worker}']); ${forAWhile}`),
    );
    const other = script("other.js", saying("other", forAWhile));
    const node = process.execPath;
    const shell = begin("sh", ["-c", `'${node}' ${other} & '${node}' ${job} & wait; sleep 60`], true);
    const [pid, workerPid, otherPid] = [await pidIn("job"), await pidIn("worker"), await pidIn("other")];
    assert.deepEqual(await stop(pid, 200), { ok: true, value: undefined });
    assert.deepEqual([pid, workerPid, otherPid, shell.pid ?? 0].map(isThere), [false, false, true, true]);
  });

  it("wakes one that is suspended, so that it can end by itself", async () => {
    const handler = "process.on('SIGINT', () => { require('fs').writeFileSync('tidied', 'yes'); process.exit(0); });";
    begin(process.execPath, [script("job.js", handler + saying("job", forAWhile))], true);
    const pid = await pidIn("job");
    process.kill(pid, "SIGSTOP");
    assert.deepEqual(await stop(pid, 10_000), { ok: true, value: undefined });
    assert.equal(readFileSync(join(root, "tidied"), "utf8"), "yes");
  });

  it("waits as long as the grace period for one that tidies up", async () => {
    const handler =
      "process.on('SIGINT', () => setTimeout(() => { require('fs').writeFileSync('tidied', 'yes'); process.exit(0); }, 700));";
    begin(process.execPath, [script("job.js", handler + saying("job", forAWhile))], true);
    const pid = await pidIn("job");
    assert.deepEqual(await stop(pid, 20_000), { ok: true, value: undefined });
    assert.equal(readFileSync(join(root, "tidied"), "utf8"), "yes");
  });
});
