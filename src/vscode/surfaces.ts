import * as vscode from "vscode";
import { contextKeys, views, type ViewId } from "../contract/ids";
import { backfillsViewRows } from "./backfillsView/backfillsViewRows";
import { checksViewRows } from "./checksView/checksViewRows";
import { disposableStore } from "./disposableStore";
import { gatesViewRows } from "./gatesView/gatesViewRows";
import { inBackground } from "./inBackground";
import type { Row } from "./rows/row";
import { rowView } from "./rows/rowView";
import type { Session, SessionState } from "./session";
import { attentionCount } from "./statusBar/summary";
import { statusBar } from "./statusBar/statusBar";

/** What is told relative to now ("4 min ago") is told anew this often. */
const tickMs = 30_000;

const rowsOf: Readonly<Record<ViewId, (state: SessionState, now: Date) => Row[]>> = {
  [views.backfills]: backfillsViewRows,
  [views.checks]: checksViewRows,
  [views.gates]: gatesViewRows,
};

export type Surfaces = vscode.Disposable & {
  /** The rows of a view as they are shown now. */
  rows(view: ViewId): Row[];
};

/** The three views, their badge, the status bar and the context keys: all drawn from the session, whenever it changes. */
export function surfaces(session: Session, log: vscode.LogOutputChannel): Surfaces {
  const disposables = disposableStore();
  const viewIds = Object.values(views);
  const shown = viewIds.map((id) => ({ id, view: disposables.add(rowView(id)) }));
  const bar = disposables.add(statusBar(session));

  function draw(): void {
    // Until the folder was looked at there is nothing to say of it; the views show that they are loading.
    if (session.state.kind === "starting") return;
    const now = new Date();
    for (const { id, view } of shown) view.show(rowsOf[id](session.state, now));
    const first = shown[0]?.view.tree;
    if (first) first.badge = badgeOf(session.state);
    bar.show(now);
    setContext(contextKeys.configured, session.state.kind === "open" || session.state.kind === "broken");
    setContext(contextKeys.ready, session.state.kind === "open");
  }

  const contexts = new Map<string, boolean>();
  function setContext(key: string, value: boolean): void {
    if (contexts.get(key) === value) return;
    contexts.set(key, value);
    const set = vscode.commands.executeCommand("setContext", key, value);
    inBackground(log, "Setting a context key", Promise.resolve(set));
  }

  disposables.add(session.onDidChange(draw));
  const tick = setInterval(draw, tickMs);
  disposables.add({ dispose: () => clearInterval(tick) });
  draw();
  return { rows: (view) => rowsOf[view](session.state, new Date()), dispose: () => disposables.dispose() };
}

function badgeOf(state: SessionState): vscode.ViewBadge | undefined {
  if (state.kind === "broken") return { value: 1, tooltip: "The configuration cannot be read" };
  const value = state.kind === "open" ? attentionCount(state.workspace.pipeline, state.facts) : 0;
  return value === 0 ? undefined : { value, tooltip: `${value} ${value === 1 ? "thing needs" : "things need"} you` };
}
