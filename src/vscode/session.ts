import * as vscode from "vscode";
import type { Ports } from "../app/ports";
import { openWorkspace, type Workspace } from "../app/workspace";
import type { Problem } from "../core/result";
import { disposableStore } from "./disposableStore";
import type { Facts } from "./facts";
import { findConfiguration, watchConfiguration } from "./configuration";
import { inBackground } from "./inBackground";
import { liveFacts, type LiveFacts } from "./liveFacts";

/** What there is to show. Views, status bar and report draw this and keep nothing of their own. */
export type SessionState =
  | { readonly kind: "starting" }
  /** The folder is not trusted: nothing of it is read or run. */
  | { readonly kind: "untrusted" }
  /** No folder, or none with a configuration. */
  | { readonly kind: "absent" }
  | {
      readonly kind: "broken";
      readonly configurationFile: string;
      readonly ports: Ports;
      readonly problem: Problem;
    }
  | OpenState;

export type OpenState = {
  readonly kind: "open";
  readonly workspace: Workspace;
  readonly ports: Ports;
  readonly facts: Facts;
};

export type Session = vscode.Disposable & {
  readonly state: SessionState;
  readonly onDidChange: vscode.Event<void>;
  /** Looks at everything now. */
  refresh(): Promise<void>;
  /** Reads the configuration again from the start. */
  reopen(): Promise<void>;
};

/** The configuration of the window, whether it can be measured with or not; null while there is none. */
export function openedIn({ state }: Pick<Session, "state">): {
  readonly configurationFile: string;
  readonly ports: Ports;
} | null {
  if (state.kind === "broken") return state;
  return state.kind === "open" ? { configurationFile: state.workspace.configurationFile, ports: state.ports } : null;
}

export type SessionOptions = {
  /** Builds the outside world of a workspace root. */
  readonly portsFor: (root: string) => Ports;
  readonly log: vscode.LogOutputChannel;
};

/** The one workspace with a `headgate.yaml` that this window works on. */
export function openSession({ portsFor, log }: SessionOptions): Session {
  const disposables = disposableStore();
  const changes = disposables.add(new vscode.EventEmitter<void>());
  let state: SessionState = { kind: "starting" };
  let live: LiveFacts | null = null;
  let openings = 0;

  function become(next: SessionState): void {
    state = next;
    changes.fire();
  }

  function close(): void {
    live?.dispose();
    live = null;
  }

  async function reopen(): Promise<void> {
    const opening = ++openings;
    if (!vscode.workspace.isTrusted) return become({ kind: "untrusted" });
    const configurationFile = await findConfiguration();
    if (opening !== openings) return;
    close();
    if (configurationFile === null) return become({ kind: "absent" });
    const ports = portsFor(vscode.Uri.joinPath(vscode.Uri.file(configurationFile), "..").fsPath);
    const opened = await openWorkspace(configurationFile, ports);
    // A later change of the configuration has begun to open it anew: this reading is out of date.
    if (opening !== openings) return;
    if (!opened.ok) {
      log.warn(opened.error.message);
      return become({ kind: "broken", configurationFile, ports, problem: opened.error });
    }
    await follow(opened.value, ports);
  }

  async function follow(workspace: Workspace, ports: Ports): Promise<void> {
    log.info(`Opened ${workspace.configurationFile}; records are kept in ${ports.store.folder}.`);
    const facts = liveFacts(workspace, ports, log);
    live = facts;
    const show = (): void => {
      if (live === facts) become({ kind: "open", workspace, ports, facts: facts.facts });
    };
    facts.onDidChange(show);
    await facts.look();
    show();
  }

  const reopenSoon = (): void => inBackground(log, "Reading the configuration", reopen());
  disposables.add(vscode.workspace.onDidGrantWorkspaceTrust(reopenSoon));
  disposables.add(vscode.workspace.onDidChangeWorkspaceFolders(reopenSoon));
  disposables.add(watchConfiguration(() => state, reopenSoon));

  return {
    get state() {
      return state;
    },
    onDidChange: changes.event,
    refresh: async () => (live ? live.look() : reopen()),
    reopen,
    dispose() {
      openings++;
      close();
      disposables.dispose();
    },
  };
}
