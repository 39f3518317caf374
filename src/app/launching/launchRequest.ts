import { join, resolve } from "node:path";
import { argumentDates } from "../../core/backfills/argumentDates";
import { daysOf, type CalendarDate, type Window } from "../../core/calendar";
import { resolveWindow } from "../../core/coverage/window";
import { commandLimit, type CommandLimit } from "../../core/pipeline/commandLimits";
import {
  commandLine,
  takes,
  type CommandLine,
  type PlaceholderValues,
  type Shell,
} from "../../core/pipeline/commandLine";
import type { Backfill, Command } from "../../core/pipeline/pipeline";
import { success, type Result } from "../../core/result";
import { commandLines } from "./commandLines";
import { isAlive } from "./followRun";
import type { LaunchRequest, Ports, RunKind } from "../ports";
import { machineTimezone } from "../logs/readLog";
import { runsNamed } from "../backfills/runs";
import { tableKeys } from "./tablesOf";
import type { Workspace } from "../workspace";

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
  /** How long a command may become; by default what this system takes. */
  readonly limit?: CommandLimit;
};

/**
 * What the launcher is asked to run: placeholders replaced, the program found from the workspace root, a fresh output file.
 * @returns `invalid-configuration` for a placeholder that is not known or has no value
 */
export async function launchRequest(
  workspace: Workspace,
  ports: Ports,
  { kind, name, command, env, output, tables, graceMs }: Launchable,
  { dates, force, limit = commandLimit(process.platform) }: RequestOptions,
): Promise<Result<LaunchRequest>> {
  const { values, missing } = await placeholderValues(workspace, ports);
  const shell = personsShell(process.platform, process.env);
  const lineFor = (some: readonly CalendarDate[] | undefined): Result<CommandLine> => {
    const dated = { ...values, ...dateValues(some ?? windowOf(workspace, ports)) };
    const line = commandLine(command, dated, missing, shell);
    return line.ok ? success({ ...line.value, argv: fromRoot(workspace.root, line.value.argv) }) : line;
  };
  const lines = commandLines(command, dates, { ...process.env, ...env }, limit, lineFor);
  if (!lines.ok) return lines;
  const [first = { argv: [], env: {} }, ...further] = lines.value;
  const { argv } = first;
  return success({
    kind,
    name,
    argv,
    ...(further.length === 0 ? {} : { further: further.map((line) => ({ argv: line.argv, env: line.env })) }),
    env: { ...env, ...first.env },
    cwd: workspace.root,
    output: await freshOutput(workspace, ports, name, output),
    dates: dates ?? datesAskedFor(workspace, ports, command, argv),
    tables: tableKeys(workspace, tables),
    graceMs,
    ...(first.verbatim ? { verbatim: true } : {}),
    ...(force === undefined ? {} : { force }),
    ...(kind === "backfill" && isFollowed(workspace, name) ? { followUp: workspace.configurationFile } : {}),
  });
}

function isFollowed({ pipeline }: Workspace, name: string): boolean {
  return (pipeline.backfills[name]?.then.length ?? 0) > 0;
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

/** The window's ends, or single dates with theirs; nothing where neither is known. */
function dateValues(asked: readonly CalendarDate[] | Window | null): PlaceholderValues {
  if (asked === null) return {};
  if ("start" in asked) return { start: asked.start, end: asked.end };
  const [first, last] = [asked[0], asked.at(-1)];
  return first === undefined || last === undefined ? {} : { start: first, end: last, failed_dates: asked.join(",") };
}

/** A program that is named by a path is found from the workspace root. */
function fromRoot(root: string, [program = "", ...words]: readonly string[]): string[] {
  return [/[/\\]/.test(program) ? resolve(root, program) : program, ...words];
}

async function placeholderValues(workspace: Workspace, ports: Ports): Promise<Values> {
  const values: Record<string, string> = { thresholds: workspace.pipeline.thresholds };
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
