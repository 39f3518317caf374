import { baseName } from "../pipeline/commands";

/** What has to be known of a process to count what works for a run. */
export type TreeProcess = {
  readonly pid: number;
  readonly parentPid: number;
  readonly argv: readonly string[];
  readonly zombie: boolean;
  readonly suspended: boolean;
  readonly threads: number | null;
};

export type Children<Process> = ReadonlyMap<number, readonly Process[]>;

/** Every process under its parent's PID; zombies do nothing any more and are left out. */
export function childrenByParent<Process extends TreeProcess>(processes: readonly Process[]): Children<Process> {
  const children = new Map<number, Process[]>();
  for (const process of processes) {
    if (process.zombie) continue;
    const siblings = children.get(process.parentPid);
    if (siblings) siblings.push(process);
    else children.set(process.parentPid, [process]);
  }
  return children;
}

/** A process with all that descends from it, itself first. */
export function treeOf<Process extends TreeProcess>(root: Process, children: Children<Process>): Process[] {
  const found = new Set([root]);
  for (const process of found) for (const child of children.get(process.pid) ?? []) found.add(child);
  return [...found];
}

/** Python keeps a process of its own beside those that work. */
const helper = /\b(?:resource|semaphore)_tracker\b|\bforkserver\b/;
const python = /^(?:python|pypy)[\d.]*(?:\.exe)?$/;

/**
 * How many work for a run: of the first process in its tree that has several children, those children; where no process has, the
 * threads beside the main one of a Python, and else the one process. Other interpreters keep threads that are no workers.
 * @param root the process that stands for the run; wrappers such as `timeout` and `bash` have one child and are passed over
 */
export function workersOf<Process extends TreeProcess>(root: Process, children: Children<Process>): number {
  const passed = new Set<number>();
  for (let process = root; !passed.has(process.pid);) {
    passed.add(process.pid);
    const below = (children.get(process.pid) ?? []).filter(({ argv }) => !argv.some((word) => helper.test(word)));
    const [only] = below;
    if (below.length > 1) return below.length;
    // A pool of one: the process that started it waits.
    if (only === undefined) return threadsThatWork(process);
    process = only;
  }
  return 1;
}

function threadsThatWork({ argv, threads }: TreeProcess): number {
  const isPython = python.test(baseName(argv[0] ?? ""));
  return isPython && threads !== null ? Math.max(1, threads - 1) : 1;
}

/** Whether all that could do something is stopped: processes without children; those above them only wait. */
export function isSuspended<Process extends TreeProcess>(
  tree: readonly Process[],
  children: Children<Process>,
): boolean {
  const leaves = tree.filter(({ pid, zombie }) => !zombie && (children.get(pid) ?? []).length === 0);
  return leaves.length > 0 && leaves.every(({ suspended }) => suspended);
}
