import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

/** The example's own folder, wherever the job was started from. */
const exampleFolder = resolve(dirname(fileURLToPath(import.meta.url)), "..");

/**
 * Where everything is written. Checkpoints and models stand beside the data, so that one option moves all of it.
 * @param {string | undefined} data the data folder asked for; default FLIGHTS_DATA, else the example's own
 */
export function folders(data = process.env.FLIGHTS_DATA) {
  const dataFolder = data ? resolve(data) : join(exampleFolder, "data");
  const home = dirname(dataFolder);
  return { data: dataFolder, checkpoints: join(home, "checkpoints"), models: join(home, "models") };
}

/** The file that holds one date of a table. */
export function dateFile(dataFolder, table, date) {
  return join(dataFolder, table, `${date}.parquet`);
}
