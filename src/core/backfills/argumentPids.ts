/**
 * The PIDs that a command line names: the values of options that end in `pid` (`--phase1-pid 4242`, `--wait-for-pid=4242`, `-pid`).
 * @returns in their order, each once
 */
export function argumentPids(argv: readonly string[]): number[] {
  const pids = argv.flatMap((word, index) => {
    const joined = /^-.*pids?=(\d+)$/i.exec(word)?.[1];
    const behind = /^-.*pids?$/i.test(word) ? /^\d+$/.exec(argv[index + 1] ?? "")?.[0] : undefined;
    const pid = joined ?? behind;
    return pid === undefined ? [] : [Number(pid)];
  });
  return [...new Set(pids)];
}
