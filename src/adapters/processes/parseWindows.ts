import type { SystemProcess } from "./processSource";
import { splitCommandLine } from "./splitCommandLine";

/** What the script in `windows.ts` prints of each process: names and units of `Win32_Process`. */
type Told = {
  readonly ProcessId: number;
  readonly ParentProcessId: number;
  readonly Name: string | null;
  readonly CommandLine: string | null;
  readonly ExecutablePath: string | null;
  /** Hundreds of nanoseconds since 1601, in decimal: more than a double can hold. Null for what the kernel runs itself. */
  readonly Started: string | null;
  readonly KernelModeTime: number | string | null;
  readonly UserModeTime: number | string | null;
  readonly WorkingSetSize: number | string | null;
  readonly ThreadCount: number | null;
};

/** Reads the JSON that Windows PowerShell (or PowerShell 7) prints; entries of another form are passed over. `at`: when it was asked. */
export function parseWindows(text: string, at: Date): SystemProcess[] {
  const listed = listIn(text).filter(isTold);
  const started = new Map(listed.map((told) => [told.ProcessId, fileTimeMs(told.Started)]));
  return listed.map((told) => {
    const startedMs = fileTimeMs(told.Started);
    // A parent's PID is kept when the parent has gone, and may belong to a younger process by now.
    const isParent = (started.get(told.ParentProcessId) ?? 0) <= startedMs;
    return {
      pid: told.ProcessId,
      parentPid: isParent ? told.ParentProcessId : 0,
      groupId: told.ProcessId,
      argv: told.CommandLine === null ? nameOnly(told) : splitCommandLine(told.CommandLine),
      cwd: null,
      startedAt: new Date(startedMs),
      identity: told.Started ?? "unknown",
      zombie: false,
      suspended: false,
      // Command lines of other users are told to administrators only, who may stop those processes as well.
      own: told.CommandLine !== null,
      threads: told.ThreadCount,
      cpuMs: cpuMs(told),
      memoryBytes: told.WorkingSetSize === null ? null : Number(told.WorkingSetSize),
      readAt: at,
    };
  });
}

function nameOnly({ ExecutablePath, Name }: Told): string[] {
  const program = ExecutablePath ?? Name;
  return program === null ? [] : [program];
}

function cpuMs({ KernelModeTime, UserModeTime }: Told): number | null {
  if (KernelModeTime === null || UserModeTime === null) return null;
  return (Number(KernelModeTime) + Number(UserModeTime)) / ticksPerMs;
}

const ticksPerMs = 10_000;
/** From 1601 to 1970. */
const epochMs = 11_644_473_600_000;

function fileTimeMs(ticks: string | null): number {
  return ticks === null ? 0 : Number(BigInt(ticks) / BigInt(ticksPerMs)) - epochMs;
}

function listIn(text: string): unknown[] {
  try {
    const value: unknown = JSON.parse(text.replace(/^\uFEFF/, ""));
    return Array.isArray(value) ? value : [value];
  } catch {
    return [];
  }
}

// Checked by hand: the supervisor reads this as well, and is to stay small.
function isTold(value: unknown): value is Told {
  if (typeof value !== "object" || value === null) return false;
  const { ProcessId, ParentProcessId, Started, CommandLine } = value as Record<string, unknown>;
  const isText = (one: unknown): boolean => one === null || typeof one === "string";
  const isTime = Started === null || (typeof Started === "string" && /^\d+$/.test(Started));
  return typeof ProcessId === "number" && typeof ParentProcessId === "number" && isTime && isText(CommandLine);
}
