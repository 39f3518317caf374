import type { SystemProcess } from "./processSource";

/** Where another program has to be asked for processes, which takes a moment each time. */
export type AskedProcesses = {
  list(): Promise<SystemProcess[]>;
  find(pid: number): Promise<SystemProcess | null>;
  /** With the working folders that `list` does not tell, where they can be had. */
  withFolders(processes: readonly SystemProcess[]): Promise<SystemProcess[]>;
  outputFiles(pid: number): Promise<string[]>;
};

/** The answer about all processes is taken for so long. Who has gone meanwhile is noticed at once. */
export const listMs = 5_000;
/** Folders are asked for again with every so many lists. */
const listsPerFolder = 12;

/**
 * What other programs told of all processes: asked again after `listMs`, by one question however many wait for it. Folders are asked
 * for once a process, since that takes longest, and again each minute.
 * @param isThere whether a PID is there at all; cheap, asked at every look
 * @param now milliseconds, as `Date.now()`
 */
export function askedTable(source: AskedProcesses, isThere: (pid: number) => boolean, now: () => number = Date.now) {
  let listed: SystemProcess[] = [];
  let listedAt = Number.NEGATIVE_INFINITY;
  let lists = 0;
  let asking: Promise<void> | null = null;

  async function ask(): Promise<void> {
    const at = now();
    const folders = lists++ % listsPerFolder === 0 ? [] : listed;
    const known = new Map(folders.map((one) => [`${one.pid} ${one.identity}`, one.cwd]));
    const found = await source.list();
    const isKnown = (one: SystemProcess): boolean => known.has(`${one.pid} ${one.identity}`);
    const fresh = await source.withFolders(found.filter((one) => !isKnown(one)));
    const old = found.filter(isKnown).map((one) => ({ ...one, cwd: known.get(`${one.pid} ${one.identity}`) ?? null }));
    listed = [...old, ...fresh].sort((one, other) => one.pid - other.pid);
    listedAt = at;
  }

  async function addMissing(watched: ReadonlySet<number>): Promise<void> {
    const isMissing = (pid: number): boolean => isThere(pid) && !listed.some((one) => one.pid === pid);
    const found = await Promise.all([...watched].filter(isMissing).map((pid) => source.find(pid)));
    // Another look may have added them meanwhile.
    listed = [...listed, ...found.flatMap((one) => (one && isMissing(one.pid) ? [one] : []))];
    // Who is there and cannot be told of has not ended.
    if ([...watched].some(isMissing)) throw new Error("a process that is there could not be looked up");
  }

  return {
    /**
     * All of them, those in `watched` also where they began after the list was told.
     * @throws when one of these is there and the program does not tell of it
     */
    async look(watched: ReadonlySet<number> = new Set()): Promise<SystemProcess[]> {
      if (now() - listedAt >= listMs || now() < listedAt) {
        asking ??= ask().finally(() => (asking = null));
        await asking;
      }
      await addMissing(watched);
      return listed.filter(({ pid }) => isThere(pid));
    },
    /** The one with this PID: at once where it is gone, or known from a list that still counts. */
    async find(pid: number): Promise<SystemProcess | null> {
      if (!isThere(pid)) return null;
      const known = listed.find((one) => one.pid === pid);
      if (known !== undefined && now() - listedAt < listMs) return known;
      // It is there, so a program that cannot tell of it now does not make it gone.
      return (await source.find(pid)) ?? known ?? null;
    },
  };
}
