export type Stat = {
  readonly parentPid: number;
  readonly groupId: number;
  readonly zombie: boolean;
  readonly suspended: boolean;
  readonly threads: number;
  readonly startTicks: string;
  readonly startedAfterBootMs: number;
  readonly cpuMs: number;
  /** Pages of memory, of the machine's own size. */
  readonly residentPages: number;
};

/** Ticks of `/proc/PID/stat`: USER_HZ, which is 100 for programs on every architecture that Node runs on. */
const ticksPerSecond = 100;

/** Reads a line of `/proc/PID/stat` (proc(5), fields counted from 1); null when it is not one. */
export function parseStat(line: string): Stat | null {
  // The name stands in parentheses and may itself hold spaces and parentheses: the fields begin after the last one.
  const fields = line.slice(line.lastIndexOf(")") + 2).split(" ", 22);
  const field = (number: number): string => fields[number - 3] ?? "";
  const startTicks = field(22);
  if (!/^\d+$/.test(startTicks)) return null;
  return {
    parentPid: Number(field(4)),
    groupId: Number(field(5)),
    zombie: ["Z", "X", "x"].includes(field(3)),
    suspended: ["T", "t"].includes(field(3)),
    threads: Number(field(20)),
    startTicks,
    startedAfterBootMs: inMs(Number(startTicks)),
    cpuMs: inMs(Number(field(14)) + Number(field(15))),
    residentPages: Number(field(24)),
  };
}

function inMs(ticks: number): number {
  return (ticks / ticksPerSecond) * 1000;
}
