import { execFile } from "node:child_process";
import { promisify } from "node:util";

const run = promisify(execFile);

/**
 * Windows: ends a process and its descendants by `taskkill`.
 * @param byForce false only asks, which programs without a window cannot hear
 * @returns whether it could be told to all of them
 */
export async function endTree(pid: number, byForce: boolean): Promise<boolean> {
  try {
    await run("taskkill", ["/PID", String(pid), "/T", ...(byForce ? ["/F"] : [])], { windowsHide: true });
    return true;
  } catch {
    return false;
  }
}
