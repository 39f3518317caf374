/** Whether there is a process with this PID; with a negative one, a process group. One of another user is there as well. */
export function isThere(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return isNotAllowed(error);
  }
}

/** Whether it is the right that was lacking, and not the process. */
export function isNotAllowed(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "EPERM";
}
