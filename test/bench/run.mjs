// `npm run bench`: prints figures with their bars; ends with exit code 1 when a bar is missed.
import { readdirSync, statSync } from "node:fs";
import { activationRows, activationTimes } from "./activation.mjs";
import { etaFigures } from "./eta/table.ts";
import { languageRatios } from "./language.ts";
import { killRows } from "../kills/killRows.mjs";
import { builtPolling } from "./builtPolling.mjs";
import { tailRatios } from "./tail.ts";

const windows = 10;
const vsix = readdirSync(".").find((name) => /^headgate-.*\.vsix$/.test(name));
if (vsix === undefined) throw new Error("There is no headgate-*.vsix here. Run npm run package first.");

const entryBar = 150_000;
const entryBytes = statSync("dist/extension.js").size;
const seed = Number(process.env.SEED ?? Date.now() % 1_000_000);
const ratios = [...languageRatios(seed), ...(await builtPolling()), ...(await tailRatios())];
const eta = etaFigures();
const kills = await killRows({ seed, kills: Number(process.env.KILLS ?? 200) });
const times = await activationTimes({ vsix, windows });
const activation = activationRows(times);

const rows = [
  ["figure", "measured", "bar"],
  ["dist/extension.js", `${(entryBytes / 1000).toFixed(1)} KB`, `under ${entryBar / 1000} KB`],
  ...ratios.map(({ figure, ratio, bar }) => [figure, ratio.toFixed(3), `at most ${bar}`]),
  ...eta.rows,
  ...kills.rows.map(([figure, measured]) => [figure, measured, "nothing wrong"]),
  ...activation.rows,
];
const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => row[column].length)));
for (const [figure, measured, bar] of rows)
  console.log(`${figure.padEnd(widths[0])}  ${measured.padStart(widths[1])}  ${bar}`.trimEnd());
for (const { figure, detail } of ratios) console.log(`${figure}: ${detail}.`);
console.log(
  `Medians of ${windows} windows. Each: ${times.headgate.map((ms, i) => `${ms.toFixed(1)}/${times.empty[i].toFixed(1)}`).join(" ")} ms.`,
);
console.log(eta.table.join("\n"));
console.log(`The kills have the seed ${seed}.`);
for (const wrong of kills.wrong.slice(0, 20)) console.log(`  ${wrong}`);
const met = ratios.every(({ ratio, bar }) => ratio <= bar) && eta.met && kills.wrong.length === 0;
process.exitCode = activation.met && met && entryBytes < entryBar ? 0 : 1;
