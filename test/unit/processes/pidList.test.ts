import assert from "node:assert/strict";
import { pidList } from "../../../src/adapters/processes/pidList";

describe("the list of PIDs between looks", () => {
  let there: Set<number>;
  let last: number;
  let listed: number;
  let nowMs: number;
  const list = (): (() => number[]) =>
    pidList(
      {
        counts: () => ({ links: 2 + there.size, last }),
        isThere: (pid) => there.has(pid),
        list: () => {
          listed++;
          return [...there];
        },
      },
      () => nowMs,
    );
  beforeEach(() => {
    [there, last, listed, nowMs] = [new Set([1, 7]), 7, 0, 0];
  });

  it("is taken anew when a process came, when one went, and when one went as another came", () => {
    const pids = list();
    assert.deepEqual([pids(), pids(), listed], [[1, 7], [1, 7], 1]);
    there.add(8);
    last = 8;
    assert.deepEqual([pids(), listed], [[1, 7, 8], 2]);
    there.delete(7);
    assert.deepEqual([pids(), listed], [[1, 8], 3]);
    there.delete(8);
    there.add(9);
    last = 9;
    assert.deepEqual([pids(), listed], [[1, 9], 4]);
  });

  it("stays when what came has gone again, and is taken anew when PIDs came round or time has passed", () => {
    const pids = list();
    pids();
    last = 12;
    assert.deepEqual([pids(), listed], [[1, 7], 1]);
    last = 3;
    pids();
    assert.equal(listed, 2);
    nowMs = 4_999;
    pids();
    assert.equal(listed, 2);
    nowMs = 5_000;
    pids();
    assert.equal(listed, 3);
  });
});
