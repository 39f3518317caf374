import assert from "node:assert/strict";
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { procfs } from "../../../src/adapters/processes/procfs";
import type { SystemProcess } from "../../../src/adapters/processes/processSource";
import { processTable, sweepMs, youngMs } from "../../../src/adapters/processes/processTable";
import { isThere } from "../../../src/adapters/processes/signals";
import { eventually } from "../launch/launching";
import { seededRandom } from "../seededRandom";

/** Does what it is told by lines: starts a child of its own, becomes another program, ends. */
const obedient =
  "while read -r order; do case $order in spawn) sleep 1000 & ;; become) exec sleep 2000 ;; end) exit ;; esac; done";

describe("the table of processes", function () {
  before(function () {
    if (process.platform !== "linux") this.skip();
  });

  const begun: ChildProcess[] = [];
  afterEach(() => {
    for (const { pid = 0 } of begun.splice(0)) if (isThere(-pid)) process.kill(-pid, "SIGKILL");
  });

  async function begin(): Promise<ChildProcess> {
    const child = spawn("bash", ["-c", obedient], { stdio: ["pipe", "ignore", "ignore"], detached: true });
    begun.push(child);
    await once(child, "spawn");
    await eventually(() => argumentsOf(child.pid ?? 0)?.startsWith("bash"));
    return child;
  }

  it("says what a fresh look at everything says, whatever starts, ends or becomes another program", async function () {
    this.timeout(60_000);
    const seed = Number(process.env["SEED"] ?? Date.now() % 1_000_000);
    const random = seededRandom(seed);
    let now = Date.now();
    const source = procfs();
    const table = processTable(source, () => now);
    const living: ChildProcess[] = [];
    /** Ours alone: others come and go on this machine between the two looks. */
    const ours = (list: readonly SystemProcess[], pids: ReadonlySet<number>): unknown[] =>
      list
        .filter(({ groupId }) => pids.has(groupId))
        .map(({ pid, parentPid, argv, identity, zombie, suspended, cwd }) => ({
          ...{ pid, parentPid, argv, identity, zombie, suspended, cwd },
        }));

    for (let step = 0; step < 40; step++) {
      const child = living[Math.floor(random() * living.length)];
      const chance = random();
      if (child === undefined || chance < 0.35) living.push(await begin());
      else if (chance < 0.55) {
        const before = childrenOf(source, child).length;
        child.stdin?.write("spawn\n");
        await eventually(() => childrenOf(source, child).length > before);
      } else if (chance < 0.7) {
        living.splice(living.indexOf(child), 1);
        child.stdin?.write("become\n");
        await eventually(() => argumentsOf(child.pid ?? 0)?.startsWith("sleep"));
      } else if (chance < 0.85) {
        living.splice(living.indexOf(child), 1);
        child.stdin?.write("end\n");
        await once(child, "exit");
      } else {
        living.splice(living.indexOf(child), 1);
        child.kill("SIGSTOP");
      }
      await new Promise((resolve) => setTimeout(resolve, 20));

      const pids = new Set(begun.map(({ pid }) => pid ?? 0));
      // Young ones are read at each look, the watched as well; after the time of a whole sweep everything has been.
      const wait = [0, 1_000, youngMs + 1, sweepMs][Math.floor(random() * 4)] ?? 0;
      now += wait;
      const looked = table.look(pids);
      const fresh = source.list();
      const message = `seed ${seed}, step ${step}, after ${wait} ms`;
      const told = (list: readonly SystemProcess[]): unknown[] =>
        list.filter(({ groupId }) => pids.has(groupId)).map(({ pid, identity }) => [pid, identity]);
      assert.deepEqual(told(looked), told(fresh), message);
      now += sweepMs;
      assert.deepEqual(ours(table.look(new Set()), pids), ours(fresh, pids), message);
    }
  });

  it("reads what became another program within the time of a sweep, a share at each look", async () => {
    const child = await begin();
    let now = Date.now() + youngMs + 1;
    const table = processTable(procfs(), () => now);
    const seen = (): string =>
      table
        .look(new Set())
        .find(({ pid }) => pid === child.pid)
        ?.argv.join(" ") ?? "";
    assert.match(seen(), /^bash -c/);
    child.stdin?.write("become\n");
    await eventually(() => argumentsOf(child.pid ?? 0)?.startsWith("sleep"));
    for (let second = 0; second < sweepMs / 1_000; second++) {
      now += 1_000;
      seen();
    }
    assert.equal(seen(), "sleep 2000");
  });

  it("finds out at once that a watched PID has come round, and of others within a sweep", () => {
    const one = (pid: number, identity: string): SystemProcess => ({
      ...{ pid, parentPid: 1, groupId: pid, argv: ["job", identity], cwd: null, startedAt: new Date(0), identity },
      ...{ zombie: false, suspended: false, own: true, threads: 1, cpuMs: 0, memoryBytes: 0, readAt: new Date(now) },
    });
    let now = 1_000_000;
    const machine = new Map([1, 2, 3].map((pid) => [pid, one(pid, "first")]));
    const read = (pid: number): SystemProcess | null => machine.get(pid) ?? null;
    const source = {
      pids: () => [...machine.keys()],
      find: read,
      refreshed: ({ pid }: SystemProcess) => read(pid),
      reread: ({ pid }: SystemProcess) => read(pid),
    };
    const table = processTable(source, () => now);
    const identities = (watched: number[]): string[] => table.look(new Set(watched)).map(({ identity }) => identity);
    assert.deepEqual(identities([2]), ["first", "first", "first"]);
    for (const pid of [2, 3]) machine.set(pid, one(pid, "second"));
    now += 10;
    assert.deepEqual(identities([2]), ["first", "second", "first"]);
    now += sweepMs;
    assert.deepEqual(identities([]), ["first", "second", "second"]);
    machine.delete(2);
    assert.deepEqual(identities([]), ["first", "second"]);
    assert.equal(table.find(2), null);
  });
});

function argumentsOf(pid: number): string | null {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ");
  } catch {
    return null;
  }
}

function childrenOf(source: ReturnType<typeof procfs>, { pid }: ChildProcess): SystemProcess[] {
  return source.list().filter((one) => one.parentPid === pid && one.argv[0] === "sleep");
}
