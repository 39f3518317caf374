// npm run fuzz -- [--inputs 1000000] [--seed N] [--seconds S] [--workers 2]: puts that many broken texts to everything that reads what people write.
// Nothing may throw, tell of a place outside the text, or take longer than a second. What is found is written to a file, as short as it gets; exit code 1.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { Worker } from "node:worker_threads";
import { build } from "esbuild";

const { values } = parseArgs({
  options: {
    inputs: { type: "string" },
    seed: { type: "string" },
    seconds: { type: "string" },
    workers: { type: "string" },
  },
});
const seed = Number(values.seed ?? Date.now() % 1_000_000);
const inputs = Number(values.inputs ?? (values.seconds === undefined ? 1_000_000 : Number.MAX_SAFE_INTEGER));
const until = values.seconds === undefined ? Number.MAX_SAFE_INTEGER : Date.now() + 1000 * Number(values.seconds);
const workers = Number(values.workers ?? 2);
const limitMs = 1_000;
const hangMs = 60_000;
const enoughFindings = 50;

const folder = mkdtempSync(join(tmpdir(), "headgate-fuzz-"));
const bundle = join(folder, "worker.cjs");
await build({
  entryPoints: [join(import.meta.dirname, "worker.ts")],
  outfile: bundle,
  bundle: true,
  platform: "node",
  format: "cjs",
  logLevel: "warning",
});

console.log(`fuzz: seed ${seed}`);
const began = Date.now();
const findings = [];
let done = 0;
let slowest = { ms: 0, index: -1, kind: "", target: "" };
const shares = Array.from({ length: workers }, (_, first) => share(first));
const progress = setInterval(() => console.log(line()), 30_000);
await Promise.all(shares.map(({ ended }) => ended));
clearInterval(progress);
rmSync(folder, { recursive: true });

console.log(line());
console.log(`fuzz: slowest ${slowest.ms} ms: ${slowest.target} with input ${slowest.index} (${slowest.kind})`);
if (findings.length > 0) {
  const file = join(tmpdir(), `headgate-fuzz-${seed}.json`);
  writeFileSync(file, `${JSON.stringify(findings, null, 2)}\n`);
  console.log(`fuzz: ${findings.length} findings, in ${file}`);
}
process.exitCode = findings.length > 0 ? 1 : 0;

/** Told at once: a campaign is often ended before its time. */
function found(finding) {
  findings.push(finding);
  console.log(`fuzz: ${finding.target}, input ${finding.index}: ${finding.problem.slice(0, 200)}`);
}

function line() {
  const counted = done + shares.reduce((total, { doneNow }) => total + doneNow(), 0);
  const seconds = (Date.now() - began) / 1000;
  return `fuzz: ${counted} inputs in ${Math.round(seconds)} s, ${Math.round(counted / seconds)} a second, ${findings.length} findings`;
}

/** The inputs of one worker, of several one after another where it hangs. */
function share(start) {
  let state = new Float64Array(new SharedArrayBuffer(24));
  const run = async (first) => {
    state = new Float64Array(new SharedArrayBuffer(24));
    state[0] = -1;
    const workerData = { root: join(import.meta.dirname, "../.."), seed, first, step: workers, inputs, until, limitMs };
    const worker = new Worker(bundle, { workerData: { ...workerData, state: state.buffer }, execArgv: [] });
    worker.on("message", (told) => {
      if (told.finding) found(told.finding);
      if (told.slowest.ms > slowest.ms) slowest = told.slowest;
      if (findings.length >= enoughFindings) void worker.terminate();
    });
    let hangsAt = -1;
    const watch = setInterval(() => {
      if (state[0] < 0 || Date.now() - state[1] < hangMs) return;
      hangsAt = state[0];
      void worker.terminate();
    }, 500);
    const failed = await new Promise((resolve) => {
      let error;
      worker.on("error", (one) => (error = one));
      worker.on("exit", () => resolve(error));
    });
    clearInterval(watch);
    const at = state[0];
    done += state[2];
    state[2] = 0;
    if (failed) found({ target: "worker", index: at, kind: "", problem: `ended: ${failed.message}`, text: "" });
    else if (hangsAt >= 0)
      found({ target: "worker", index: hangsAt, kind: "", problem: `no answer for ${hangMs} ms`, text: "" });
    if (at >= 0 && findings.length < enoughFindings) await run(at + workers);
  };
  return { ended: run(start), doneNow: () => state[2] };
}
