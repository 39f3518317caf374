/**
 * The job's log: one line to standard output, `YYYY-MM-DD HH:MM:SS,mmm - LEVEL - message`, in this machine's time.
 * A message of several lines goes on in lines without a time, as a traceback does.
 */
export function log(level, message) {
  process.stdout.write(`${localTime(new Date())} - ${level} - ${message}\n`);
}

export const info = (message) => log("INFO", message);
export const error = (message) => log("ERROR", message);

function localTime(now) {
  const two = (number) => String(number).padStart(2, "0");
  const day = `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
  const time = `${two(now.getHours())}:${two(now.getMinutes())}:${two(now.getSeconds())}`;
  return `${day} ${time},${String(now.getMilliseconds()).padStart(3, "0")}`;
}
