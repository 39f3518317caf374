// `npm run bench`: prints figures with their bars; ends with exit code 1 when a bar is missed.
import { readdirSync, statSync } from "node:fs";
import { activationRows, activationTimes } from "./activation.mjs";

const windows = 10;
const vsix = readdirSync(".").find((name) => /^headgate-.*\.vsix$/.test(name));
if (vsix === undefined) throw new Error("There is no headgate-*.vsix here. Run npm run package first.");

const entryBar = 150_000;
const entryBytes = statSync("dist/extension.js").size;
const times = await activationTimes({ vsix, windows });
const activation = activationRows(times);

const rows = [
  ["figure", "measured", "bar"],
  ["dist/extension.js", `${(entryBytes / 1000).toFixed(1)} KB`, `under ${entryBar / 1000} KB`],
  ...activation.rows,
];
const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => row[column].length)));
for (const [figure, measured, bar] of rows)
  console.log(`${figure.padEnd(widths[0])}  ${measured.padStart(widths[1])}  ${bar}`.trimEnd());
console.log(
  `Medians of ${windows} windows. Each: ${times.headgate.map((ms, i) => `${ms.toFixed(1)}/${times.empty[i].toFixed(1)}`).join(" ")} ms.`,
);
process.exitCode = activation.met && entryBytes < entryBar ? 0 : 1;
