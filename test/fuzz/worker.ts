// Puts its share of the inputs to all targets: those from `first` on, every `step`-th. Told by campaign.mjs, which sees by `state` when one hangs.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parentPort, workerData } from "node:worker_threads";
import { inputsFrom } from "./inputs";
import { targetsWith, type Target } from "./targets";
import { minimised, problemWith } from "./try";

export type Share = {
  readonly root: string;
  readonly seed: number;
  readonly first: number;
  readonly step: number;
  readonly inputs: number;
  /** When to stop (milliseconds since 1970). */
  readonly until: number;
  /** The longest that one target may take with one input, in milliseconds. */
  readonly limitMs: number;
  /** Three numbers for the other side to read: the input under way, when it began, how many are done. */
  readonly state: SharedArrayBuffer;
};

const { root, seed, first, step, inputs, until, limitMs, state } = workerData as Share;
const shared = new Float64Array(state);
const inputOf = inputsFrom(root);
const targets = targetsWith(readFileSync(join(root, "examples/flights/headgate.yaml"), "utf8"));
let slowest = { ms: 0, index: -1, kind: "", target: "" };

for (let index = first; index < inputs && Date.now() < until; index += step) {
  const { kind, text } = inputOf(seed, index);
  shared[0] = index;
  for (const target of targets) {
    shared[1] = Date.now();
    const { problem, ms } = timed(target, text);
    if (ms > slowest.ms) slowest = { ms, index, kind, target: target.name };
    if (problem !== undefined) tell(index, kind, minimised(target, { target: target.name, problem, text }));
    else if (ms > limitMs) {
      // Slow is what is slow each time: collecting garbage and other programs may come in between.
      const least = Math.min(ms, timed(target, text).ms, timed(target, text).ms);
      if (least > limitMs) tell(index, kind, { target: target.name, problem: `took ${least} ms`, text });
    }
  }
  shared[2] = (shared[2] ?? 0) + 1;
}
shared[0] = -1;
parentPort?.postMessage({ slowest });

/** The machine has other things to do as well: no more time counts than the process had of it. */
function timed(target: Target, text: string): { problem: string | undefined; ms: number } {
  const [began, cpuBefore] = [performance.now(), process.cpuUsage()];
  const problem = problemWith(target, text);
  const cpu = process.cpuUsage(cpuBefore);
  return { problem, ms: Math.round(Math.min(performance.now() - began, (cpu.user + cpu.system) / 1000)) };
}

function tell(index: number, kind: string, finding: object): void {
  parentPort?.postMessage({ finding: { index, kind, ...finding }, slowest });
}
