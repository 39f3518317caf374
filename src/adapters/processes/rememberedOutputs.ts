import type { ProcessInfo } from "../../app/ports";

/** Where a process writes to may change when its logs are rotated: it is asked again after this. */
const outputsMs = 5_000;

type Outputs = { readonly at: number; readonly files: string[] };

/**
 * Output files of processes, kept for a moment: each look asks for those of every run. Of a process that has just started, which may
 * still be sending its output elsewhere, they are asked for each time.
 */
export function rememberedOutputs(
  outputFiles: (pid: number) => Promise<string[]>,
  find: (pid: number) => Promise<ProcessInfo | null>,
  now: () => number = Date.now,
): (pid: number) => Promise<string[]> {
  const known = new Map<number, Outputs>();
  return async (pid) => {
    const at = now();
    const found = known.get(pid);
    if (found && at - found.at < outputsMs && at >= found.at) return found.files;
    const [files, process] = [await outputFiles(pid), await find(pid)];
    known.delete(pid);
    if (process && at - process.startedAt.getTime() >= outputsMs && files.length > 0) known.set(pid, { at, files });
    for (const [other, { at: since }] of known) if (at - since >= outputsMs) known.delete(other);
    return files;
  };
}
