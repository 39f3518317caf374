import { readdirSync, readFileSync } from "node:fs";

/**
 * A process of this person's that was started with the variable set so. Costs a look at every process.
 * @returns null where there is none, and where the system does not tell (everywhere but on Linux)
 */
export function pidWithVariable(name: string, value: string): number | null {
  const entry = `${name}=${value}`;
  const pids = namesIn("/proc").filter((pid) => /^\d+$/.test(pid));
  const found = pids.find((pid) => environmentOf(pid).includes(entry));
  return found === undefined ? null : Number(found);
}

function environmentOf(pid: string): string[] {
  try {
    return readFileSync(`/proc/${pid}/environ`, "latin1").split("\0");
  } catch {
    return [];
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
