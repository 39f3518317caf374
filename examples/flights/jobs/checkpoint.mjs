import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/**
 * The run's state in a file, `checkpoints/<table>_<first date>_<last date>.json`, so that one can see how far a run came without its log.
 * Replaced as a whole: whoever reads it sees the state before a date or after it, never half of it.
 */
export function checkpoint(folder, table, dates) {
  const file = join(folder, `${table}_${dates[0]}_${dates.at(-1)}.json`);
  const createdAt = new Date().toISOString();
  mkdirSync(folder, { recursive: true });
  return {
    save({ successfulDates, failedDates }) {
      const state = {
        job_name: table,
        start_date: dates[0],
        end_date: dates.at(-1),
        created_at: createdAt,
        last_updated: new Date().toISOString(),
        last_successful_date: [...successfulDates].sort().at(-1) ?? null,
        successful_dates: [...successfulDates].sort(),
        failed_dates: [...failedDates].sort(),
        skipped_dates: [],
        stats: {
          total_days: dates.length,
          processed: successfulDates.length + failedDates.length,
          successful: successfulDates.length,
          failed: failedDates.length,
          skipped: 0,
        },
      };
      const aside = `${file}.${process.pid}.part`;
      writeFileSync(aside, `${JSON.stringify(state, null, 2)}\n`);
      renameSync(aside, file);
    },
  };
}
