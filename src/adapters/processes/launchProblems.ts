import { failure, type Result } from "../../core/result";
import type { LaunchRequest } from "../../app/ports";

/** Why a command could not be started, for the person who wrote it. */
export function startProblem(request: LaunchRequest, error: unknown): string {
  const program = request.argv[0] ?? "";
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code === "ENOENT") return `there is no program ${program}, or no folder ${request.cwd}; check the command.`;
  if (code === "EACCES") return `${program} may not be executed; check its rights (chmod +x).`;
  return `${textOf(error)}.`;
}

/** Why the file for its output could not be made. */
export function openProblem(file: string, error: unknown): string {
  if (error instanceof Error && "code" in error && error.code === "EEXIST")
    return `The output file ${file} is there already; name another one, so that no log is overwritten.`;
  return `The output file ${file} could not be created: ${textOf(error)}.`;
}

/** Why a process was not stopped. */
export function anotherUsers(pid: number): Result<never> {
  return failure(
    "stop-failed",
    `Process ${pid} belongs to another user and was not stopped; only that user or an administrator can stop it.`,
  );
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
