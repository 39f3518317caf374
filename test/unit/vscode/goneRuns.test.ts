import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { processes } from "../../../src/adapters/processes/processes";
import { goneRuns } from "../../../src/vscode/facts";
import { ended, started } from "./facts";

describe("runs without a recorded end", () => {
  it("are gone when their process is, or when another has its PID by now", async () => {
    const machine = processes();
    const child = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"]);
    await once(child, "spawn");
    const pid = child.pid ?? 0;
    const identity = (await machine.find(pid))?.identity ?? "";
    const alive = started({ id: "alive", kind: "training", name: "model", pid, identity });
    const reused = started({ id: "reused", kind: "training", name: "model", pid, identity: "of an earlier process" });
    const done = started({ id: "done", kind: "training", name: "model", pid: 1, identity: "long ago" });
    const records = [alive, reused, done, ended("done")];
    assert.deepEqual(await goneRuns(records, machine), ["reused"]);
    child.kill("SIGKILL");
    await once(child, "exit");
    assert.deepEqual(await goneRuns(records, machine), ["alive", "reused"]);
  });
});
