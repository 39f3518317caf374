import assert from "node:assert/strict";
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { launcher } from "../../../src/adapters/processes/launcher";
import { processSource } from "../../../src/adapters/processes/processSource";
import { claimsIn, type Claim } from "../../../src/adapters/store/launchClaims";
import { openStore } from "../../../src/adapters/store/openStore";
import type { LaunchRequest, RunStarted, Store } from "../../../src/app/ports";
import type { Result } from "../../../src/core/result";
import { day } from "../language/results";
import { builtEntries, endIn, eventually, isThere, requestOf, temporaryFolder } from "./launching";

const forAWhile = "setTimeout(() => {}, 60000);";
const january = ["2024-01-01", "2024-01-02", "2024-01-03"].map(day);

describe("the lock on tables and dates", () => {
  let built: string;
  let root: string;
  let store: Store;
  const running: number[] = [];
  const others: ChildProcess[] = [];

  before(() => {
    built = builtEntries();
  });
  beforeEach(() => {
    root = temporaryFolder("conflicts");
    store = openStore(root, null);
  });
  afterEach(async () => {
    for (const pid of running.splice(0)) if (isThere(pid)) process.kill(pid, "SIGKILL");
    for (const other of others.splice(0)) other.kill("SIGKILL");
    await eventually(() => claims().every(({ holder }) => holder.host !== hostname() || !isThere(holder.pid)) || null);
    rmSync(root, { recursive: true, force: true });
  });
  after(() => {
    rmSync(built, { recursive: true, force: true });
  });

  const claims = (): Claim[] => claimsIn(join(store.folder, "locks"));
  let logs = 0;

  async function launch(more: Partial<LaunchRequest>, script = forAWhile): Promise<Result<RunStarted>> {
    const options = { supervisorFile: join(built, "supervisor.js"), storeFolder: store.folder };
    const output = join(root, "logs", `${logs++}.log`);
    const started = await launcher(options).launch(requestOf(root, script, { output, ...more }));
    if (started.ok) running.push(started.value.pid);
    return started;
  }
  async function launched(more: Partial<LaunchRequest>, script = forAWhile): Promise<RunStarted> {
    const started = await launch(more, script);
    assert.ok(started.ok, JSON.stringify(started));
    return started.value;
  }
  async function refused(more: Partial<LaunchRequest>): Promise<string> {
    const started = await launch(more);
    assert.ok(!started.ok);
    assert.equal(started.error.code, "conflicting-run");
    return started.error.message;
  }

  it("refuses another backfill of the same table and dates, and names PID, table and dates", async () => {
    const run = await launched({ name: "orders", tables: ["orders", "lines"], dates: january });
    assert.equal(
      await refused({ name: "repair", tables: ["lines"], dates: ["2024-01-03", "2024-01-04"].map(day) }),
      `repair would write lines for 2024-01-03, which orders (PID ${run.pid}) is writing; wait for its end, stop it, or force it with a reason.`,
    );
  });

  it("lets other dates of the table through, and other tables, also of the same backfill", async () => {
    await launched({ name: "orders", tables: ["orders"], dates: january });
    await launched({ name: "orders", tables: ["orders"], dates: ["2024-01-04"].map(day) });
    await launched({ name: "repair", tables: ["orders"], dates: ["2023-12-31"].map(day) });
    await launched({ name: "lines", tables: ["lines"], dates: january });
  });

  it("takes a run whose dates are not known for one of any date", async () => {
    const run = await launched({ name: "orders", tables: ["orders"], dates: null });
    assert.equal(
      await refused({ name: "repair", tables: ["orders"], dates: january }),
      `repair would write orders, which orders (PID ${run.pid}) is writing, for dates that cannot be told apart; wait for its end, stop it, or force it with a reason.`,
    );
  });

  it("is given back when the command has ended, also when what it started holds its output open", async () => {
    const stays = `require('child_process').spawn(process.execPath, ['-e', '${forAWhile}'], { stdio: 'inherit' }).unref(); console.log('left');`;
    const run = await launched({ tables: ["orders"], dates: january }, stays);
    assert.equal((await endIn(store, run.id)).exitCode, 0);
    await eventually(() => claims().length === 0 || null);
    const left =
      processSource()
        ?.list()
        .filter(({ groupId }) => groupId === run.pid) ?? [];
    assert.equal(left.length, 1);
    running.push(...left.map(({ pid }) => pid));
  });

  it("holds for the living command when the supervisor was killed, and no longer", async () => {
    const run = await launched({ tables: ["orders"], dates: january });
    const supervisor = processSource()?.find(run.pid)?.parentPid ?? 0;
    process.kill(supervisor, "SIGKILL");
    await eventually(() => !isThere(supervisor) || null);
    assert.match(await refused({ tables: ["orders"], dates: january }), new RegExp(`PID ${run.pid}\\b`));
    process.kill(run.pid, "SIGKILL");
    await eventually(() => !isThere(run.pid) || null);
    await launched({ tables: ["orders"], dates: january });
  });

  /** A claim as a supervisor leaves it that is killed at once. */
  function leave(more: Partial<Claim>): void {
    const bootId = processSource()?.bootId() ?? "";
    const holder = { host: hostname(), bootId, pid: process.pid, identity: "another start" };
    const kept: Claim = {
      id: "left",
      kind: "backfill",
      name: "orders",
      tables: ["orders"],
      dates: null,
      holder,
      command: null,
      ...more,
    };
    mkdirSync(join(store.folder, "locks"), { recursive: true });
    writeFileSync(join(store.folder, "locks", "launches.1.json"), JSON.stringify([kept]));
  }

  it("holds for a command whose PID nobody had the time to write down", async function () {
    if (process.platform !== "linux") return this.skip();
    const command = spawn(process.execPath, ["-e", forAWhile], { env: { ...process.env, HEADGATE_LAUNCH: "left" } });
    others.push(command);
    await once(command, "spawn");
    leave({});
    await refused({ name: "repair", tables: ["orders"] });
    const exit = once(command, "exit");
    command.kill("SIGKILL");
    await exit;
    await launched({ name: "repair", tables: ["orders"] });
  });

  const dead: Record<string, () => void> = {
    "whose supervisor has gone": () => leave({}),
    "whose command's PID came round again": () => leave({ command: { pid: process.pid, identity: "another start" } }),
    "of an earlier boot": () =>
      leave({ holder: { host: hostname(), bootId: "an earlier boot", pid: process.pid, identity: "x" } }),
  };
  for (const [whose, leaveIt] of Object.entries(dead))
    it(`is void when it is one ${whose}`, async () => {
      leaveIt();
      await launched({ tables: ["orders"], dates: january });
    });

  it("of another machine is honoured", async () => {
    leave({ holder: { host: "elsewhere", bootId: "b", pid: 17, identity: "i" } });
    assert.match(
      await refused({ name: "repair", tables: ["orders"] }),
      /which orders \(PID 17 on elsewhere\) is writing/,
    );
  });

  it("is overridden by force, and then holds for both", async () => {
    const first = await launched({ name: "orders", tables: ["orders"], dates: january });
    const force = "the first one hangs";
    const second = await launched({ name: "repair", tables: ["orders"], dates: january, force });
    assert.equal(second.forced, force);
    assert.deepEqual(
      claims().map(({ command }) => command?.pid),
      [first.pid, second.pid],
    );
  });
});
