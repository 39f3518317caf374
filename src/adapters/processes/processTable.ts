import type { SystemProcess } from "./processSource";

/** Where single processes can be read, each for itself. */
export type ReadableProcesses = {
  /** Every PID there is; cheap. */
  pids(): number[];
  /** Everything of a process; null when there is none. */
  find(pid: number): SystemProcess | null;
  /** The figures of a known process as of now; everything of the one that has its PID now, when that is another. */
  refreshed(known: SystemProcess): SystemProcess | null;
  /** The same, and its arguments as of now; the very same list of arguments where they have not changed. */
  reread(known: SystemProcess): SystemProcess | null;
};

export type ProcessTable = {
  /** All processes, by PID: those in `watched` as of now, what descends from them as of `figuresMs` ago at most. */
  look(watched: ReadonlySet<number>): SystemProcess[];
  /** The one with this PID, as one that is watched. */
  find(pid: number): SystemProcess | null;
};

/** Every process is read again within this time, whatever it does. */
export const sweepMs = 120_000;
/** So long after it was first seen, a process that has just started may still become the program it is to run: it is read anew. */
export const youngMs = 5_000;
/** Who asks so soon after a look asks about what that look has seen. */
const sameLookMs = 250;
/** So often what descends from the watched is read. */
const figuresMs = 5_000;

/**
 * What is known of all processes between two looks, so that a look reads few of them: those that were not there before, the young,
 * the watched and now and then their descendants, the children of those that have gone, and of the rest as many as brings each
 * one's turn within `sweepMs`. After a pause of that length everything is read.
 * @param now milliseconds, as `Date.now()`
 */
export function processTable(source: ReadableProcesses, now: () => number = Date.now): ProcessTable {
  /** The one whose turn is next comes first. */
  const known = new Map<number, SystemProcess>();
  /** PIDs that are read at every look, and until when. */
  const young = new Map<number, number>();
  let lastLook = Number.NEGATIVE_INFINITY;

  function take(pid: number, found: SystemProcess | null, at: number): void {
    const isNew = known.get(pid)?.identity !== found?.identity;
    if (isNew) {
      known.delete(pid);
      young.delete(pid);
    }
    if (found === null) return;
    known.set(pid, found);
    if (isNew && at - found.startedAt.getTime() < youngMs) young.set(pid, at + youngMs);
  }

  function reread(pid: number, at: number): void {
    const one = known.get(pid);
    take(pid, one ? source.reread(one) : source.find(pid), at);
  }

  /** As many as have their turn; they go to the end of the queue. */
  function sweep(at: number): void {
    const share = Math.min(1, Math.max(0, (at - lastLook) / sweepMs));
    const due = [...first(known.keys(), Math.ceil(known.size * share))];
    for (const pid of due) {
      reread(pid, at);
      const found = known.get(pid);
      known.delete(pid);
      if (found) known.set(pid, found);
    }
  }

  function readYoung(at: number): void {
    for (const [pid, until] of young) {
      reread(pid, at);
      if (at >= until) young.delete(pid);
    }
  }

  /** Forgets who has gone; their children have another parent now. */
  function forget(there: ReadonlySet<number>, at: number): void {
    const gone = new Set<number>();
    for (const pid of known.keys()) if (!there.has(pid)) gone.add(pid);
    if (gone.size === 0) return;
    for (const pid of gone) {
      known.delete(pid);
      young.delete(pid);
    }
    for (const one of [...known.values()]) if (gone.has(one.parentPid)) take(one.pid, source.refreshed(one), at);
  }

  return {
    look(watched) {
      const at = now();
      const there = source.pids();
      forget(new Set(there), at);
      sweep(at);
      readYoung(at);
      for (const pid of there) if (!known.has(pid)) take(pid, source.find(pid), at);
      for (const one of withDescendants(known, watched))
        if (watched.has(one.pid) || at - one.readAt.getTime() >= figuresMs) take(one.pid, source.refreshed(one), at);
      lastLook = at;
      return there.flatMap((pid) => known.get(pid) ?? []);
    },
    find(pid) {
      const one = known.get(pid);
      if (one === undefined || young.has(pid)) return source.find(pid);
      const age = now() - one.readAt.getTime();
      return age >= 0 && age < sameLookMs ? one : source.refreshed(one);
    },
  };
}

function withDescendants(known: ReadonlyMap<number, SystemProcess>, roots: ReadonlySet<number>): SystemProcess[] {
  if (roots.size === 0) return [];
  const found = new Map<number, SystemProcess>();
  for (const pid of roots) {
    const root = known.get(pid);
    if (root) found.set(pid, root);
  }
  // Children mostly have higher PIDs than their parents; where PIDs came round, another pass finds them.
  for (let before = -1; before !== found.size;) {
    before = found.size;
    for (const one of known.values()) if (found.has(one.parentPid)) found.set(one.pid, one);
  }
  return [...found.values()];
}

function* first<Item>(items: Iterable<Item>, count: number): Generator<Item> {
  let taken = 0;
  for (const item of items) {
    if (taken++ >= count) return;
    yield item;
  }
}
