// `npm run kills`: 200 SIGKILLs of whoever records runs, at random moments; prints a row for each part and the seed.
// Options after `--`: `--kills N`, `--seed N`, `--part commands|window|windows` (default: all three, with the kills shared out).
import { parseArgs } from "node:util";
import { killRows } from "./killRows.mjs";

const { values } = parseArgs({
  options: { kills: { type: "string" }, seed: { type: "string" }, part: { type: "string" } },
});
const seed = Number(values.seed ?? Date.now() % 1_000_000);
console.log(`seed ${seed}`);
const onRow = ([what, figures]) => console.log(`${what}: ${figures}`);
const { wrong } = await killRows({ seed, kills: Number(values.kills ?? 200), part: values.part, onRow });
for (const one of wrong.slice(0, 40)) console.log(`  ${one}`);
process.exitCode = wrong.length === 0 ? 0 : 1;
process.exit();
