// Runs inside VS Code: activates extensions one after another, as HEADGATE_BENCH_ORDERS says, and writes how long each took.
const { readFileSync, writeFileSync } = require("node:fs");
const { setTimeout: pause } = require("node:timers/promises");
const vscode = require("vscode");

/** Waits until the extension host has nothing to do: a window that starts, and what `activate` put off, disturb no figure. */
async function settled() {
  for (let calm = 0; calm < 40;) {
    const start = performance.now();
    await pause(25);
    calm = performance.now() - start < 32 ? calm + 1 : 0;
  }
}

exports.run = async () => {
  const { order, results } = JSON.parse(readFileSync(process.env.HEADGATE_BENCH_ORDERS, "utf8"));
  const times = {};
  for (const id of order) {
    const extension = vscode.extensions.getExtension(id);
    if (!extension) throw new Error(`${id} is not installed`);
    if (extension.isActive) throw new Error(`${id} is active already`);
    await settled();
    const start = performance.now();
    await extension.activate();
    times[id] = performance.now() - start;
  }
  writeFileSync(results, JSON.stringify(times));
};
