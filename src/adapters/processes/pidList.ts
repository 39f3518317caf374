import { readdirSync, readFileSync, statSync } from "node:fs";

/** What the kernel counts: the last PID that it gave away, and how many processes there are (links of `/proc`). */
export type PidCounts = { readonly last: number; readonly links: number };

export type PidReading = {
  /** Null where they are not told. */
  readonly counts: () => PidCounts | null;
  readonly isThere: (pid: number) => boolean;
  readonly list: () => number[];
};

/** However little the counts say, all are listed again after this. */
export const listedMs = 5_000;
/** More PIDs than this are not asked for one by one. */
const mostNew = 48;

/**
 * Every PID there is. Listing `/proc` is the dearest part of a look; PIDs are given away in ascending order, so while as many processes
 * are there as before and none of the PIDs given away since is one, the list is the same. In a container the kernel counts the
 * processes of others as well: one may go as another comes. That is noticed within `listedMs`; who is watched is read at each look anyhow.
 * @param now milliseconds that only go forward
 */
export function pidList(reading: PidReading = procfsPids, now: () => number = () => performance.now()): () => number[] {
  let known: (PidCounts & { readonly pids: number[]; readonly at: number }) | null = null;
  return () => {
    const [at, counts] = [now(), reading.counts()];
    if (counts === null) return reading.list();
    const isSame =
      known?.links === counts.links && at - known.at < listedMs && !isAnyThere(reading, known.last, counts);
    if (known && isSame) known = { ...known, last: counts.last };
    // Counted before it is listed: what comes meanwhile is asked for next time.
    else known = { ...counts, pids: reading.list(), at };
    return known.pids;
  };
}

/** Whether one of the PIDs given away since is there. Where PIDs came round it is taken for granted. */
function isAnyThere({ isThere }: PidReading, before: number, { last }: PidCounts): boolean {
  if (last < before || last - before > mostNew) return true;
  for (let pid = before + 1; pid <= last; pid++) if (isThere(pid)) return true;
  return false;
}

const procfsPids: PidReading = {
  counts() {
    try {
      const last = Number(readFileSync("/proc/loadavg", "latin1").trim().split(" ").at(-1));
      return last > 0 ? { last, links: statSync("/proc").nlink } : null;
    } catch {
      return null;
    }
  },
  isThere: (pid) => statSync(`/proc/${pid}`, { throwIfNoEntry: false }) !== undefined,
  list: () => readdirSync("/proc").filter(isNumber).map(Number),
};

function isNumber(name: string): boolean {
  const first = name.charCodeAt(0);
  return first >= 48 && first <= 57;
}
