import { failure, success, type Result } from "../../core/result";
import type { AskedProcesses } from "./askedTable";
import { answer } from "./question";
import { anotherUsers } from "./launchProblems";
import { isThere } from "./signals";
import { within } from "./within";

const pauseMs = 50;
/** After SIGKILL only the kernel's own work is left to wait for. */
const killedMs = 5_000;

/**
 * Windows: asks a process with all that it started to end, ends them by force after the grace period, and resolves once it is gone.
 * @param run the program that does it, `taskkill`; what it prints is in the person's language and is not read
 */
export async function stopTree(
  source: Pick<AskedProcesses, "find">,
  pid: number,
  identity: string,
  graceMs: number,
  run: (words: readonly string[]) => Promise<unknown> = taskkill,
): Promise<Result<void>> {
  const found = await source.find(pid);
  if (found?.identity !== identity) return success(undefined);
  if (!found.own) return anotherUsers(pid);
  const gone = async (): Promise<boolean> => !isThere(pid) || (await source.find(pid))?.identity !== identity;
  const words = ["/PID", String(pid), "/T"];
  await run(words);
  if (await within(graceMs, pauseMs, gone)) return success(undefined);
  await run([...words, "/F"]);
  if (await within(killedMs, pauseMs, gone)) return success(undefined);
  return failure("stop-failed", `Process ${pid} is still there after taskkill /F; end it in the Task Manager.`);
}

function taskkill(words: readonly string[]): Promise<string> {
  return answer({ program: "taskkill.exe", words });
}
