import { randomBytes } from "node:crypto";
import * as vscode from "vscode";
import { reportOf } from "../../app/report";
import { reportPanel as viewType } from "../../contract/ids";
import { parseWebviewMessage, type HostMessage } from "../../contract/messages";
import { reportHtml } from "../../core/report/html";
import type { Desk } from "../desk";
import { openedOrTold } from "../desk";
import { disposableStore } from "../disposableStore";
import { inBackground } from "../inBackground";
import type { OpenState, SessionState } from "../session";
import { handleReportMessage } from "./handleReportMessage";

export type ReportPanel = vscode.Disposable & { open(): void };

/** The report beside the code: one panel a window, drawn anew whenever the session changes, restored after a reload. */
export function reportPanel(desk: Desk): ReportPanel {
  const disposables = disposableStore();
  let panel: vscode.WebviewPanel | null = null;

  function adopt(adopted: vscode.WebviewPanel): void {
    panel = adopted;
    const ofPanel = showReport(adopted, desk);
    adopted.onDidDispose(() => {
      ofPanel.dispose();
      if (panel === adopted) panel = null;
    });
  }

  const serializer: vscode.WebviewPanelSerializer = {
    deserializeWebviewPanel: async (restored) => {
      restored.webview.options = optionsFor(desk.extensionUri);
      adopt(restored);
    },
  };
  disposables.add(vscode.window.registerWebviewPanelSerializer(viewType, serializer));
  disposables.add({ dispose: () => panel?.dispose() });

  return {
    open() {
      if (panel) return panel.reveal();
      if (!openedOrTold(desk)) return;
      const options = optionsFor(desk.extensionUri);
      adopt(vscode.window.createWebviewPanel(viewType, "Headgate Report", vscode.ViewColumn.Active, options));
    },
    dispose: () => disposables.dispose(),
  };
}

/** Only what the report itself is made of can be loaded. */
function optionsFor(extensionUri: vscode.Uri): vscode.WebviewOptions & vscode.WebviewPanelOptions {
  const localResourceRoots = ["dist", "media"].map((folder) => vscode.Uri.joinPath(extensionUri, folder));
  return { enableScripts: true, localResourceRoots, retainContextWhenHidden: false };
}

function showReport(panel: vscode.WebviewPanel, desk: Desk): vscode.Disposable {
  const { session, log, extensionUri } = desk;
  const disposables = disposableStore();
  const abort = new AbortController();
  let building: Promise<void> | null = null;
  let outdated = false;

  async function send(): Promise<void> {
    const message = currentMessage();
    if (message && !abort.signal.aborted) await panel.webview.postMessage(message);
  }

  function currentMessage(): HostMessage | null {
    const { state } = session;
    if (state.kind === "starting") return null;
    if (state.kind !== "open") return { kind: "failed", message: whyNot(state) };
    const { validation, snapshot, snapshotProblem, decisions, trainings } = state.facts;
    const remarks = snapshotProblem ? [`The backfills could not be looked at: ${snapshotProblem.message}`] : [];
    const { backfills, timeline } = snapshot ?? { backfills: [], timeline: [] };
    const facts = { validation, backfills, timeline, decisions, trainings, remarks };
    return { kind: "report", report: reportOf(state.workspace, facts, state.ports.clock.now()) };
  }

  /** Sends the report as it is now; what changes meanwhile is sent afterwards, never two at a time. */
  function sendSoon(): void {
    outdated = true;
    if (building || !panel.visible) return;
    outdated = false;
    building = send().finally(() => {
      building = null;
      if (outdated && !abort.signal.aborted) sendSoon();
    });
    inBackground(log, "Drawing the report", building);
  }

  const iconFor = (theme: "light" | "dark"): vscode.Uri =>
    vscode.Uri.joinPath(extensionUri, "media", `headgate-${theme}.svg`);
  panel.iconPath = { light: iconFor("light"), dark: iconFor("dark") };
  panel.webview.html = pageFor(panel.webview, extensionUri);
  disposables.add(
    panel.webview.onDidReceiveMessage((raw: unknown) => {
      const message = parseWebviewMessage(raw);
      if (!message) return log.warn("The report sent a message that is none of its own; it was not followed.");
      inBackground(log, "Following the report", handleReportMessage(message, sendSoon));
    }),
  );
  disposables.add(session.onDidChange(sendSoon));
  disposables.add({ dispose: () => abort.abort() });
  return disposables;
}

/** Why there is no report to draw. */
function whyNot(state: Exclude<SessionState, OpenState | { kind: "starting" }>): string {
  switch (state.kind) {
    case "broken":
      return state.problem.message;
    case "untrusted":
      return "This folder is not trusted, so Headgate reads nothing in it. Trust it first.";
    case "absent":
      return "There is no headgate.yaml in this folder any more.";
  }
}

function pageFor(webview: vscode.Webview, extensionUri: vscode.Uri): string {
  const uriOf = (file: string): string =>
    webview.asWebviewUri(vscode.Uri.joinPath(extensionUri, "dist", file)).toString();
  return reportHtml({
    title: "Headgate Report",
    // By message, once the page says that it is ready: so that one way leads to the first drawing and to every later one.
    modelJson: null,
    script: { uri: uriOf("webview.js") },
    style: { uri: uriOf("webview.css") },
    nonce: randomBytes(16).toString("base64"),
    cspSource: webview.cspSource,
  });
}
