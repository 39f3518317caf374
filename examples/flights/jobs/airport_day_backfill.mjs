import { runBackfill } from "./backfill.mjs";

await runBackfill("airport_day");
