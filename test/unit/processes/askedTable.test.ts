import assert from "node:assert/strict";
import { askedTable, listMs } from "../../../src/adapters/processes/askedTable";
import type { SystemProcess } from "../../../src/adapters/processes/processSource";

describe("processes that another program tells of", () => {
  const one = (pid: number, identity = "1"): SystemProcess => ({
    ...{ pid, parentPid: 1, groupId: pid, argv: ["job"], cwd: null, startedAt: new Date(0), identity },
    ...{ zombie: false, suspended: false, own: true, threads: null, cpuMs: 0, memoryBytes: 0, readAt: new Date(0) },
  });
  let now = 0;
  let asked: string[] = [];
  let machine: SystemProcess[] = [];
  beforeEach(() => {
    [now, asked, machine] = [0, [], [one(1), one(2)]];
  });
  const table = (isThere = (pid: number) => machine.some((process) => process.pid === pid)) =>
    askedTable(
      {
        list: async () => {
          asked.push("list");
          return machine;
        },
        find: async (pid) => {
          asked.push(`find ${pid}`);
          return machine.find((process) => process.pid === pid) ?? null;
        },
        withFolders: async (processes) => {
          asked.push(`folders of ${processes.map(({ pid }) => pid).join(", ")}`);
          return processes.map((process) => ({ ...process, cwd: `/folder/${process.pid}` }));
        },
        outputFiles: async () => [],
      },
      isThere,
      () => now,
    );

  it("are asked for every five seconds, by one question however many wait, and folders once a process", async () => {
    const processes = table();
    const looks = await Promise.all([processes.look(), processes.look()]);
    assert.deepEqual(
      looks[0]?.map(({ cwd }) => cwd),
      ["/folder/1", "/folder/2"],
    );
    assert.deepEqual(asked, ["list", "folders of 1, 2"]);
    machine = [one(1), one(2, "2"), one(3)];
    assert.equal((await processes.look()).length, 2, "as they were told");
    now += listMs;
    assert.deepEqual(
      (await processes.look()).map(({ pid, cwd }) => `${pid} ${cwd}`),
      ["1 /folder/1", "2 /folder/2", "3 /folder/3"],
    );
    assert.deepEqual(asked.slice(2), ["list", "folders of 2, 3"]);
  });

  it("are gone at once when their PID is", async () => {
    const processes = table();
    await processes.look();
    machine = [one(1)];
    assert.deepEqual(
      (await processes.look()).map(({ pid }) => pid),
      [1],
    );
    assert.equal(await processes.find(2), null);
    assert.deepEqual(asked, ["list", "folders of 1, 2"]);
  });

  it("are looked up beside the list when they began after it and are watched: a run must not look dead", async () => {
    const processes = table();
    await processes.look();
    machine = [...machine, one(3)];
    const watched = new Set([2, 3, 4]);
    const pids = async (): Promise<number[]> => (await processes.look(watched)).map(({ pid }) => pid);
    assert.deepEqual(await pids(), [1, 2, 3]);
    assert.deepEqual(await pids(), [1, 2, 3]);
    assert.deepEqual(asked.slice(2), ["find 3"]);
  });

  it("are not told at all when one that is watched and there cannot be looked up", async () => {
    const processes = table((pid) => pid === 3 || machine.some((process) => process.pid === pid));
    await assert.rejects(processes.look(new Set([3])));
  });

  it("are looked up one by one when the list is old", async () => {
    const processes = table();
    await processes.look();
    assert.equal((await processes.find(1))?.pid, 1);
    now += listMs;
    assert.equal((await processes.find(1))?.pid, 1);
    assert.deepEqual(asked.slice(2), ["find 1"]);
  });
});
