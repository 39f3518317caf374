import { closeSync, openSync, readSync } from "node:fs";

type OpenStat = { readonly descriptor: number; usedAt: number };

/** Of this process, whoever looks: a window that opens its folder anew leaves none open. */
const open = new Map<number, OpenStat>();
/** More are opened and closed at each look. */
const most = 256;
const unusedMs = 30_000;
const buffer = Buffer.alloc(1 << 12);

/**
 * `/proc/PID/stat` of a process that is looked at each second, kept open: reading it again takes a third of the time. An open file of
 * `/proc` belongs to its process and not to the PID: once that has gone it cannot be read any more, also when the PID came round.
 * @returns null where it cannot be told in this way, and has to be opened anew
 */
export function readOpenStat(pid: number): string | null {
  const known = open.get(pid) ?? begin(pid);
  if (known === null) return null;
  try {
    const filled = readSync(known.descriptor, buffer, 0, buffer.length, 0);
    known.usedAt = performance.now();
    if (filled > 0 && filled < buffer.length) return buffer.toString("utf8", 0, filled);
  } catch {
    // Its process has gone.
  }
  end(pid, known);
  return null;
}

/** Closes those of processes that nobody looks at any more. */
export function closeUnusedStats(): void {
  const now = performance.now();
  for (const [pid, one] of open) if (now - one.usedAt > unusedMs) end(pid, one);
}

function begin(pid: number): OpenStat | null {
  if (open.size >= most) return null;
  try {
    const begun = { descriptor: openSync(`/proc/${pid}/stat`, "r"), usedAt: 0 };
    open.set(pid, begun);
    return begun;
  } catch {
    return null;
  }
}

function end(pid: number, { descriptor }: OpenStat): void {
  open.delete(pid);
  closeSync(descriptor);
}
