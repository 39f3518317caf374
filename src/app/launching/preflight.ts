import { dirname, isAbsolute, resolve } from "node:path";
import {
  codeFindings,
  dependencyFindings,
  sourceFindings,
  spaceFindings,
  windowFindings,
  type Finding,
} from "../../core/backfills/preflight";
import { scriptFiles } from "../../core/backfills/scripts";
import { dayIn } from "../../core/calendar";
import { takes } from "../../core/pipeline/commandLine";
import type { Backfill, Command } from "../../core/pipeline/pipeline";
import { success, type Result } from "../../core/result";
import { conflictFindings } from "./conflicts";
import { windowOf } from "./launchRequest";
import type { LaunchRequest, Ports } from "../ports";
import { machineTimezone } from "../logs/readLog";
import { sourceTables } from "./sourceTables";
import { tablesOf } from "./tablesOf";
import { watchedBackfills } from "../backfills/watchBackfills";
import type { Workspace } from "../workspace";

/** A start that is about to be made. */
export type Start = {
  readonly backfill: Backfill;
  readonly command: Command;
  readonly request: LaunchRequest;
};

/**
 * Looks at everything that should hold before a backfill starts: nobody in its way, what comes before ended well, its sources
 * there, its dates sensible, its code committed, room on the disk.
 * @returns what was found, in that order; none when all is well
 */
export async function preflight(
  workspace: Workspace,
  ports: Ports,
  start: Start,
  signal: AbortSignal,
): Promise<Result<Finding[]>> {
  const watched = await watchedBackfills(workspace, ports);
  if (!watched.ok) return watched;
  const { request, backfill } = start;
  const all = watched.value.map(({ seen }) => seen);
  const ended = watched.value.filter(({ seen }) => backfill.after.includes(seen.name) && !seen.living?.length);
  const sources = await sourceTables(workspace, ports, backfill, all, signal);
  return success([
    ...conflictFindings(workspace, all, request),
    ...dependencyFindings(
      request.name,
      ended.map(({ status }) => status),
    ),
    ...sourceFindings(request.name, sources, request.dates),
    ...datesOf(workspace, ports, start),
    ...codeFindings((await ports.git.uncommitted(workspace.root, await scriptsOf(workspace, ports, request))) ?? []),
    ...spaceFindings(await spaceOf(workspace, ports, start)),
  ]);
}

function datesOf(workspace: Workspace, ports: Ports, { command, request }: Start): Finding[] {
  const today = dayIn(machineTimezone(), ports.clock.now());
  const isGivenWindow = !takes(command, "failed_dates") && takes(command, "start") && takes(command, "end");
  return windowFindings(request.dates, isGivenWindow ? windowOf(workspace, ports) : null, today);
}

/** The files among its arguments that are code. */
async function scriptsOf({ root }: Workspace, { files }: Ports, { argv }: LaunchRequest): Promise<string[]> {
  const there: string[] = [];
  for (const script of scriptFiles(argv)) if ((await files.stat(resolve(root, script))) !== null) there.push(script);
  return there;
}

/** Where it writes on this machine: its log, and those of its tables that are files. */
async function spaceOf(
  workspace: Workspace,
  { files }: Ports,
  { backfill, request }: Start,
): Promise<{ what: string; freeBytes: number | null }[]> {
  const { connections } = workspace.pipeline;
  const local = tablesOf(workspace, backfill.tables).flatMap(({ section, table, connection }) => {
    const declared =
      connection !== null && Object.hasOwn(connections, connection) ? connections[connection] : undefined;
    if (declared?.type !== "duckdb") return [];
    return [{ what: section, path: literalPart(resolve(workspace.root, declared.path ?? table)) }];
  });
  const places = [{ what: "its log", path: request.output }, ...local];
  return Promise.all(places.map(async ({ what, path }) => ({ what, freeBytes: await files.freeBytes(path) })));
}

/** The path up to the folder in which its first wildcard stands. */
function literalPart(pattern: string): string {
  const wildcard = pattern.search(/[*?[\]{}]/);
  const path = wildcard < 0 ? pattern : dirname(`${pattern.slice(0, wildcard)}x`);
  return isAbsolute(path) ? path : ".";
}
