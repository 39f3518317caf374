import { childrenByParent, isSuspended, treeOf, workersOf } from "../../core/backfills/processTree";
import type { Ports, ProcessInfo } from "../ports";
import type { Run } from "./runs";

/** What the processes of a live run take together; null where the system does not tell. */
export type RunFigures = {
  /** PIDs of the run's process and of all that descends from it. */
  readonly pids: ReadonlySet<number>;
  readonly workers: number;
  /** Of one processor, in per cent, since the look before; null at the first. */
  readonly cpuPercent: number | null;
  readonly memoryBytes: number | null;
  readonly suspended: boolean;
};

/** Processor time of each process at a look, and since when. */
type Account = {
  readonly cpu: ReadonlyMap<string, { readonly ms: number; readonly at: number }>;
  readonly percent: number | null;
};

/** Kept with the processes they were read from: what two looks say together. */
const accounts = new WeakMap<Ports["processes"], Map<string, Account>>();
/** Processor time is told in hundredths of a second: over less than this it says little, and the figure before stands. */
const shortestMs = 500;

/** The figures of the runs whose process is among those listed, by run id. */
export function figuresOf(
  { processes }: Pick<Ports, "processes">,
  list: readonly ProcessInfo[],
  living: readonly { readonly run: Run; readonly process: ProcessInfo }[],
): ReadonlyMap<string, RunFigures> {
  if (living.length === 0) return new Map();
  const children = childrenByParent(list);
  const known = accounts.get(processes) ?? new Map<string, Account>();
  accounts.set(processes, known);
  const figures = living.map(({ run, process }): [string, RunFigures] => {
    const tree = treeOf(process, children);
    const account = accountOf(tree, known.get(run.started.id));
    if (account) known.set(run.started.id, account);
    return [
      run.started.id,
      {
        pids: new Set(tree.map(({ pid }) => pid)),
        workers: workersOf(process, children),
        cpuPercent: account?.percent ?? null,
        memoryBytes: sum(tree.map(({ memoryBytes }) => memoryBytes)),
        suspended: isSuspended(tree, children),
      },
    ];
  });
  const alive = new Set(living.map(({ run }) => run.started.id));
  for (const id of known.keys()) if (!alive.has(id)) known.delete(id);
  return new Map(figures);
}

/** What ended since the look before took with it what it used after that look: it is left out, not guessed. */
function accountOf(tree: readonly ProcessInfo[], before: Account | undefined): Account | null {
  const cpu = new Map<string, { ms: number; at: number }>();
  for (const { pid, identity, cpuMs, readAt } of tree)
    if (cpuMs !== null) cpu.set(`${pid} ${identity}`, { ms: cpuMs, at: readAt.getTime() });
  if (cpu.size === 0) return null;
  if (before === undefined) return { cpu, percent: null };
  let [used, longest] = [0, 0];
  for (const [process, { ms, at }] of cpu) {
    const earlier = before.cpu.get(process);
    // Not all has been read again long enough after the look before.
    if (earlier !== undefined && at - earlier.at < shortestMs) return before;
    used += ms - (earlier?.ms ?? 0);
    longest = Math.max(longest, earlier === undefined ? 0 : at - earlier.at);
  }
  // The process of the run is there at both looks.
  return longest === 0 ? { cpu, percent: null } : { cpu, percent: (100 * used) / longest };
}

function sum(numbers: readonly (number | null)[]): number | null {
  const known = numbers.filter((number) => number !== null);
  return known.length === 0 ? null : known.reduce((total, number) => total + number, 0);
}
