// Holds a database file, as a writing backfill would, until its input ends: node holdDatabase.mjs FILE [crash]
import { DuckDBInstance } from "@duckdb/node-api";

const [file, then] = process.argv.slice(2);
const instance = await DuckDBInstance.create(file);
const connection = await instance.connect();
if (then === "crash") {
  await connection.run("SET checkpoint_threshold = '1TB'");
  await connection.run("INSERT INTO a SELECT DATE '2024-02-28', 1 FROM range(5)");
  process.kill(process.pid, "SIGKILL");
}
process.stdout.write("held\n");
process.stdin.resume().on("end", () => process.exit(0));
