import { openSender } from "../openSender";
import { alertPortsFor } from "../ports";
import { inWorkspace, type Context } from "../context";
import type { ExitCode, GlobalOptions } from "../output";
import { watch } from "../../app/alerts/watch";
import { openWorkspace, type Workspace } from "../../app/workspace";
import type { Alert } from "../../core/alerts/alert";
import type { Change } from "../../core/alerts/changes";
import type { BackfillState, StatusSnapshot } from "../../core/backfills/status";
import { countedText } from "../../core/report/numbers";
import { alertLine, changeLine } from "../../core/report/watchLines";
import { success } from "../../core/result";

export type WatchFlags = GlobalOptions & { readonly untilIdle?: boolean };

/** The JSON keeps so many changes: a watch may go on for months. */
const mostKept = 10_000;

/**
 * `headgate watch`: a line for each change and alert, until it is interrupted (2) or, with `--until-idle`, until nothing runs: 0 when
 * everything ended well, 1 when something failed, died or left dates, 2 when something could not be told.
 */
export function watchCommand(flags: WatchFlags): Promise<ExitCode> {
  return inWorkspace(flags, async (context) => {
    const { workspace, ports, output } = context;
    const signal = alsoOnTermination(context.signal);
    const alertPorts = alertPortsFor(ports.store);
    alertPorts.claims.prune();
    const { pollSeconds } = workspace.thresholds;
    const names = Object.keys(workspace.pipeline.backfills).length;
    output.note(`Watching ${countedText(names, "backfill")}, every ${pollSeconds} s.`);
    const changes: Change[] = [];
    const alerts: Alert[] = [];
    const line = { now: () => ports.clock.now(), color: output.color };
    const watched = await watch(
      ports,
      alertPorts,
      {
        untilIdle: flags.untilIdle ?? false,
        pollMs: Math.max(0.1, pollSeconds) * 1000,
        sender: openSender(workspace, ports, alertPorts, output.note),
        onChange: (change) => {
          keep(changes, change);
          if (!output.json) output.print(changeLine(change, line.color));
        },
        onAlert: (alert) => {
          keep(alerts, alert);
          if (!output.json) output.print(alertLine(alert, line.now(), line.color));
        },
        current: rereading(context),
      },
      signal,
    );
    if (!watched.ok) return watched;
    const { snapshot, idle } = watched.value;
    if (output.json) output.printJson({ ...snapshot, idle, changes, alerts });
    return success(idle && flags.untilIdle === true ? exitCodeOf(snapshot) : 2);
  });
}

function keep<Item>(kept: Item[], item: Item): void {
  kept.push(item);
  if (kept.length > mostKept) kept.shift();
}

const exitCodes: Readonly<Record<BackfillState, ExitCode>> = {
  succeeded: 0,
  idle: 0,
  partial: 1,
  failed: 1,
  died: 1,
  running: 2,
  stalled: 2,
  waiting: 2,
  unknown: 2,
};

/** The worst of all backfills; a definite failure is not hidden by something that could not be told. */
function exitCodeOf({ backfills }: StatusSnapshot): ExitCode {
  const codes = backfills.map(({ state }) => exitCodes[state]);
  return codes.includes(1) ? 1 : codes.includes(2) ? 2 : 0;
}

/** Services are ended by SIGTERM; the second one is not caught. */
function alsoOnTermination(signal: AbortSignal): AbortSignal {
  const controller = new AbortController();
  process.once("SIGTERM", () => controller.abort());
  // Whoever read the lines is gone: `headgate watch | head`.
  process.stdout.on("error", () => controller.abort());
  return AbortSignal.any([signal, controller.signal]);
}

/** The configuration as it is now: a service runs for longer than a file stays as it is. One with mistakes is not taken over. */
function rereading({ workspace, ports, output }: Context): () => Promise<Workspace> {
  let latest = workspace;
  let seen: string | null = null;
  return async () => {
    const files = [latest.configurationFile, latest.thresholds.file];
    const stats = await Promise.all(files.map((file) => ports.files.stat(file)));
    const fingerprint = stats.map((facts) => `${facts?.size} ${facts?.modifiedAt.getTime()}`).join();
    const changed = seen !== null && seen !== fingerprint;
    seen = fingerprint;
    if (!changed) return latest;
    const opened = await openWorkspace(latest.configurationFile, ports);
    if (opened.ok) latest = opened.value;
    else
      output.note(
        `The configuration has changed and cannot be read, so it is watched as before: ${opened.error.message}`,
      );
    return latest;
  };
}
