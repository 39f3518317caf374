import { etaFigures } from "./eta/table";

/** `npm run bench:eta`: how often the ETA pair holds in simulation; ends with exit code 1 when a bar is missed. */
const { rows, table, met } = etaFigures();
console.log(table.join("\n"));
console.log();
for (const [figure, measured, bar] of rows) console.log(`${figure}: ${measured} (${bar})`);
process.exitCode = met ? 0 : 1;
