import { runBackfill } from "./backfill.mjs";

await runBackfill("network_day");
