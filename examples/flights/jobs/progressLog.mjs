import { error, info } from "./log.mjs";

const datesBetweenReports = 10;

/**
 * How a run tells its story. One worker takes the dates in turn and says which one it is at; with several, dates end out of
 * order, so each line names its own.
 */
export function progressLog(dates, workers) {
  return workers === 1 ? sequentialLog(dates) : parallelLog(dates, workers);
}

function sequentialLog(dates) {
  const total = dates.length;
  return {
    begin: () => info(`Processing ${total} days individually (day-by-day approach)`),
    dateBegins: (date) => info(`Processing day ${dates.indexOf(date) + 1}/${total}: ${date}`),
    dateSucceeded: (date, records, flights) => info(`  ✓ Success: ${records} records from ${flights} flights`),
    dateFailed: (date, failure) => error(`  ✗ Exception: ${failure.message}`),
    progress: ({ successfulDates, failedDates, records }) => {
      const [successful, processed] = [successfulDates.length, successfulDates.length + failedDates.length];
      if (processed % datesBetweenReports !== 0) return;
      const success = `${((100 * successful) / processed).toFixed(1)}% success`;
      info(
        `Progress: ${processed}/${total} days (${success}), ${records} total records (avg ${perDay(records, successful)}/day)`,
      );
    },
    end: ({ successfulDates, failedDates, records }) => {
      info("DAY-BY-DAY BACKFILL SUMMARY:");
      info(`  Total days: ${total}`);
      info(`  Successful days: ${successfulDates.length}`);
      info(`  Failed days: ${failedDates.length}`);
      info(`  Total records processed: ${records}`);
      nameFailedDates(failedDates);
    },
  };
}

function parallelLog(dates, workers) {
  const total = dates.length;
  const startedAt = Date.now();
  return {
    begin: () => {
      info(`🚀 PARALLEL BACKFILL MODE - ${workers} CONCURRENT WORKERS`);
      info(`   Date range: ${dates[0]} to ${dates.at(-1)}`);
      info(`Processing ${total} days with ${workers} parallel workers`);
    },
    dateBegins: () => {},
    dateSucceeded: (date, records) => info(`  ✓ ${date}: ${records} records`),
    dateFailed: (date, failure) => {
      error(`Exception processing ${date}: ${failure.message}\n${failure.stack}`);
      error(`  ✗ ${date}: Processing failed`);
    },
    progress: ({ successfulDates, failedDates, records }) => {
      const [successful, processed] = [successfulDates.length, successfulDates.length + failedDates.length];
      if (processed % datesBetweenReports !== 0) return;
      const millisecondsLeft = ((Date.now() - startedAt) / processed) * (total - processed);
      info(`PROGRESS: ${processed}/${total} days (${((100 * processed) / total).toFixed(1)}%)`);
      info(`  Failed: ${failedDates.length}`);
      info(`  Records: ${records.toLocaleString("en-US")} (avg ${perDay(records, successful)}/day)`);
      info(`  ETA: ${(millisecondsLeft / 3_600_000).toFixed(1)} hours remaining`);
    },
    end: ({ successfulDates, failedDates, records }) => {
      info("PARALLEL BACKFILL COMPLETE");
      info(`  Total days: ${total}`);
      info(`  Successful: ${successfulDates.length}`);
      info(`  Failed: ${failedDates.length}`);
      info(`  Records: ${records.toLocaleString("en-US")}`);
      nameFailedDates(failedDates);
    },
  };
}

/** All of them: whoever retries needs each one. */
function nameFailedDates(failedDates) {
  if (failedDates.length > 0) info(`  Failed dates: ${[...failedDates].sort().join(", ")}`);
}

function perDay(records, days) {
  return days === 0 ? 0 : Math.round(records / days);
}
