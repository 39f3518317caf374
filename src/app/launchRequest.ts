import { join, resolve } from "node:path";
import { argumentDates } from "../core/backfills/argumentDates";
import { daysOf, type CalendarDate } from "../core/calendar";
import { resolveWindow } from "../core/coverage/window";
import { commandLine, takes, type PlaceholderValues, type Shell } from "../core/pipeline/commandLine";
import type { Backfill, Command } from "../core/pipeline/pipeline";
import { success, type Result } from "../core/result";
import { isAlive } from "./followRun";
import type { LaunchRequest, Ports, RunKind } from "./ports";
import { machineTimezone } from "./readLog";
import { runsNamed } from "./runs";
import { tableKeys } from "./tablesOf";
import type { Workspace } from "./workspace";

/** Something declared that can be launched. */
export type Launchable = {
  readonly kind: RunKind;
  readonly name: string;
  readonly command: Command;
  readonly env: Readonly<Record<string, string>>;
  readonly output: string | null;
  /** The sections whose tables it writes. */
  readonly tables: readonly string[];
  readonly graceMs: number;
};

/** A backfill with one of its commands. */
export function launchable(name: string, { env, output, tables, stopGraceMs }: Backfill, command: Command): Launchable {
  return { kind: "backfill", name, command, env, output, tables, graceMs: stopGraceMs };
}

export type RequestOptions = {
  /** Exactly these dates instead of the window, ascending. */
  readonly dates?: readonly CalendarDate[];
  readonly force?: string;
};

/**
 * What the launcher is asked to run: placeholders replaced, the program found from the workspace root, a fresh output file.
 * @returns `invalid-configuration` for a placeholder that is not known or has no value
 */
export async function launchRequest(
  workspace: Workspace,
  ports: Ports,
  { kind, name, command, env, output, tables, graceMs }: Launchable,
  { dates, force }: RequestOptions,
): Promise<Result<LaunchRequest>> {
  const { values, missing } = await placeholderValues(workspace, ports, dates);
  const line = commandLine(command, values, missing, personsShell(process.platform, process.env));
  if (!line.ok) return line;
  const [program = "", ...words] = line.value.argv;
  const argv = [/[/\\]/.test(program) ? resolve(workspace.root, program) : program, ...words];
  return success({
    kind,
    name,
    argv,
    env: { ...env, ...line.value.env },
    cwd: workspace.root,
    output: await freshOutput(workspace, ports, name, output),
    dates: dates ?? datesAskedFor(workspace, ports, command, argv),
    tables: tableKeys(workspace, tables),
    graceMs,
    ...(line.value.verbatim ? { verbatim: true } : {}),
    ...(force === undefined ? {} : { force }),
  });
}

/** The person's own shell, which is asked for by writing a line instead of a list. */
export function personsShell(
  platform: NodeJS.Platform,
  environment: Readonly<Record<string, string | undefined>>,
): Shell {
  return platform === "win32"
    ? { program: environment["ComSpec"] ?? "cmd.exe", kind: "windows" }
    : { program: environment["SHELL"] ?? "/bin/sh", kind: "posix" };
}

type Values = { readonly values: PlaceholderValues; readonly missing: Readonly<Record<string, string>> };

async function placeholderValues(
  workspace: Workspace,
  ports: Ports,
  dates: readonly CalendarDate[] | undefined,
): Promise<Values> {
  const window = dates === undefined ? windowOf(workspace, ports) : { start: dates[0], end: dates.at(-1) };
  const values: Record<string, string> = { thresholds: workspace.pipeline.thresholds };
  if (window?.start !== undefined) values["start"] = window.start;
  if (window?.end !== undefined) values["end"] = window.end;
  if (dates !== undefined) values["failed_dates"] = dates.join(",");
  const noWindow = "declare window: in headgate.yaml.";
  const missing: Record<string, string> = { start: noWindow, end: noWindow, failed_dates: "it is for retry: only." };
  const records = await ports.store.runs();
  for (const other of Object.keys(workspace.pipeline.backfills)) {
    const last = runsNamed(records, "backfill", other).at(-1);
    if (last && (await isAlive(ports, last.started))) values[`pid:${other}`] = String(last.started.pid);
    if (last?.started.log) values[`log:${other}`] = last.started.log;
    missing[`pid:${other}`] = `${other} is not running; start it first.`;
    missing[`log:${other}`] = `no log of ${other} is on record; start it first.`;
  }
  return { values, missing };
}

/** The window of `headgate.yaml` as it is today; null where none is declared. */
export function windowOf({ pipeline }: Workspace, ports: Ports): ReturnType<typeof resolveWindow> | null {
  return pipeline.window && resolveWindow(pipeline.window, ports.clock.now(), machineTimezone());
}

/** By its placeholders, else by what its arguments say; null where neither tells. */
function datesAskedFor(
  workspace: Workspace,
  ports: Ports,
  command: Command,
  argv: readonly string[],
): readonly CalendarDate[] | null {
  const window = windowOf(workspace, ports);
  if (window !== null && takes(command, "start") && takes(command, "end")) return daysOf(window);
  return argumentDates(argv);
}

/** A file that is not there yet: the declared one, marked with the time and then with a number where an earlier run took it. */
async function freshOutput(
  { root }: Workspace,
  { files, clock }: Ports,
  name: string,
  declared: string | null,
): Promise<string> {
  const stamp = `_${localStamp(clock.now())}`;
  const plain = resolve(root, declared ?? join("logs", `${name.replace(/[/\\]/g, "_")}.log`));
  const marked = (mark: string): string => plain.replace(/(\.[^./\\]*)?$/, `${mark}$1`);
  const isTaken = async (path: string): Promise<boolean> => (await files.stat(path)) !== null;
  if (declared !== null && !(await isTaken(plain))) return plain;
  for (let number = 1; ; number++) {
    const path = marked(number === 1 ? stamp : `${stamp}_${number}`);
    if (!(await isTaken(path))) return path;
  }
}

/** `20260104_133522`, in this machine's time, as people name their logs. */
function localStamp(now: Date): string {
  const two = (number: number): string => String(number).padStart(2, "0");
  const day = `${now.getFullYear()}${two(now.getMonth() + 1)}${two(now.getDate())}`;
  return `${day}_${two(now.getHours())}${two(now.getMinutes())}${two(now.getSeconds())}`;
}
