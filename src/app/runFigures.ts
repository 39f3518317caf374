import { childrenByParent, isSuspended, treeOf, workersOf } from "../core/backfills/processTree";
import type { Ports, ProcessInfo } from "./ports";
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

/** Processor time at a look, by process. */
type Account = { readonly at: number; readonly cpuMs: ReadonlyMap<string, number>; percent: number | null };

/** Kept with the processes they were read from: what two looks say together. */
const accounts = new WeakMap<Ports["processes"], Map<string, Account>>();
/** Processor time is told in hundredths of a second: over less than this it says little, and the figure before stands. */
const shortestMs = 500;

/** The figures of the runs whose process is among those listed, by run id. */
export function figuresOf(
  { processes, clock }: Pick<Ports, "processes" | "clock">,
  list: readonly ProcessInfo[],
  living: readonly { readonly run: Run; readonly process: ProcessInfo }[],
): ReadonlyMap<string, RunFigures> {
  if (living.length === 0) return new Map();
  const children = childrenByParent(list);
  const known = accounts.get(processes) ?? new Map<string, Account>();
  accounts.set(processes, known);
  const now = clock.now().getTime();
  const figures = living.map(({ run, process }): [string, RunFigures] => {
    const tree = treeOf(process, children);
    const account = accountOf(tree, now, known.get(run.started.id));
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
function accountOf(tree: readonly ProcessInfo[], at: number, before: Account | undefined): Account | null {
  if (tree.every(({ cpuMs }) => cpuMs === null)) return null;
  const cpuMs = new Map(tree.map((one) => [`${one.pid} ${one.identity}`, one.cpuMs ?? 0]));
  if (before === undefined) return { at, cpuMs, percent: null };
  if (at - before.at < shortestMs) return before;
  let used = 0;
  for (const [process, ms] of cpuMs) used += Math.max(0, ms - (before.cpuMs.get(process) ?? 0));
  return { at, cpuMs, percent: (100 * used) / (at - before.at) };
}

function sum(numbers: readonly (number | null)[]): number | null {
  const known = numbers.filter((number) => number !== null);
  return known.length === 0 ? null : known.reduce((total, number) => total + number, 0);
}
