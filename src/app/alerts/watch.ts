import type { Alert } from "../../core/alerts/alert";
import { alertsOf, newsAgeMs } from "../../core/alerts/alertsOf";
import { changesOf, type Change, type Told } from "../../core/alerts/changes";
import type { StatusSnapshot } from "../../core/backfills/status";
import { isAlive } from "../../core/report/backfillSentences";
import { success, type Result } from "../../core/result";
import type { AlertPorts } from "./alertPorts";
import { followUpStarter } from "./followUpStarter";
import { keepToldEnds } from "./keepToldEnds";
import { newsOf } from "./newsOf";
import { untilNextLook } from "./nextLook";
import { pause } from "../pause";
import type { Ports } from "../ports";
import type { AlertSender } from "./sendAlerts";
import { watchBackfills } from "../backfills/watchBackfills";
import type { Workspace } from "../workspace";

export type WatchOptions = {
  readonly untilIdle: boolean;
  /** Between two looks, milliseconds; that a run began or ended is seen within a second. */
  readonly pollMs: number;
  /** Null where there is nowhere to send alerts to. */
  readonly sender: AlertSender | null;
  readonly onChange: (change: Change) => void;
  readonly onAlert: (alert: Alert) => void;
  /** The workspace as it is configured now: asked before each look. */
  readonly current: () => Promise<Workspace>;
};

/** The last look, and whether there was nothing left to wait for. */
export type Watched = { readonly snapshot: StatusSnapshot; readonly idle: boolean };

type Looked = Watched & {
  /** Whether something follows a run that has ended. */
  readonly following: boolean;
};

/** Between two looks while something follows a run: it takes seconds mostly. */
const followMs = 1_000;

/**
 * Keeps looking at the backfills: tells what changes, sends alerts, starts what follows a run. Ends when the signal aborts, and with
 * `untilIdle` when nothing runs or waits and everything that follows has been done.
 * @returns as `watchBackfills`
 */
export async function watch(
  ports: Ports,
  alertPorts: AlertPorts,
  options: WatchOptions,
  signal: AbortSignal,
): Promise<Result<Watched>> {
  const look = looker(ports, alertPorts, options, signal);
  for (;;) {
    const looked = await look();
    const ends = signal.aborted || (options.untilIdle && looked.ok && looked.value.idle);
    if (!looked.ok || ends) {
      // Waits for what is on its way.
      await options.sender?.send([], signal);
      return looked;
    }
    const { snapshot, following } = looked.value;
    if (following) await pause(Math.min(options.pollMs, followMs), signal);
    else await untilNextLook(await options.current(), ports, snapshot, options.pollMs, signal);
  }
}

/** One look after another, each telling what is new since the one before. */
function looker(
  ports: Ports,
  alertPorts: AlertPorts,
  { sender, onChange, onAlert, current }: WatchOptions,
  signal: AbortSignal,
): () => Promise<Result<Looked>> {
  const beganAt = ports.clock.now().getTime();
  const told = new Map<string, Told>();
  const starter = followUpStarter(alertPorts);
  let alerted: Set<string> | null = null;

  function tellChanges({ backfills }: StatusSnapshot): void {
    for (const row of backfills) {
      const seen = changesOf(told.get(row.name) ?? null, row, ports.clock.now());
      told.set(row.name, seen.told);
      seen.changes.forEach(onChange);
    }
  }

  function tellAlerts(alerts: readonly Alert[]): void {
    // What had happened before is history: the rows tell it.
    alerted ??= new Set(alerts.filter(({ at }) => Date.parse(at) < beganAt).map(({ id }) => id));
    for (const alert of alerts) {
      if (!alerted.has(alert.id)) onAlert(alert);
      alerted.add(alert.id);
    }
  }

  return async () => {
    const workspace = await current();
    const looked = await watchBackfills(workspace, ports);
    if (!looked.ok) return looked;
    const snapshot = looked.value;
    tellChanges(snapshot);
    await keepToldEnds(ports, snapshot.backfills, workspace.thresholds.pollSeconds * 1000);
    const news = await newsOf(workspace, ports, snapshot.backfills);
    const alerts = alertsOf(news, new Date(news.now.getTime() - newsAgeMs));
    tellAlerts(alerts);
    // Not waited for: a webhook that hangs must not keep anybody from looking.
    void sender?.send(alerts, signal);
    const open = starter.look(workspace, await ports.store.runs(), news.followUps, news.now);
    const following = open.length > 0;
    return success({ snapshot, following, idle: !following && !snapshot.backfills.some(isBusy) });
  };
}

function isBusy(row: StatusSnapshot["backfills"][number]): boolean {
  return isAlive(row) || row.state === "waiting";
}
