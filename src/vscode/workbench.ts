import * as vscode from "vscode";
import { git } from "../adapters/git/git";
import { fileSystem } from "../adapters/logs/fileSystem";
import { alertPorts } from "../adapters/notify/alertPorts";
import { launcher } from "../adapters/processes/launcher";
import { processes } from "../adapters/processes/processes";
import { openStore } from "../adapters/store/openStore";
import { openWarehouse } from "../adapters/warehouses";
import type { AlertPorts } from "../app/alerts/alertPorts";
import type { Ports } from "../app/ports";
import { commandTable, type CommandName } from "./commands/commandTable";
import type { Desk } from "./desk";
import { liveDiagnostics } from "./diagnostics/liveDiagnostics";
import { disposableStore } from "./disposableStore";
import { inBackground } from "./inBackground";
import { judgeEndedTrainings } from "./judgeEndedTrainings";
import { completion } from "./language/completion";
import { hover } from "./language/hover";
import { languageFiles } from "./language/languageFiles";
import { navigation } from "./language/navigation";
import { quickFixes } from "./language/quickFixes";
import { thresholdValues } from "./language/thresholdValues";
import { afterLooks } from "./notices/afterLooks";
import { announce } from "./notices/announce";
import { webhookSecret as openWebhookSecret } from "./notices/webhookSecret";
import { recipeView } from "./recipes/recipeView";
import { reportPanel } from "./reportPanel/reportPanel";
import { openSession, type Session } from "./session";
import { showProblem } from "./showProblem";
import { surfaces, type Surfaces } from "./surfaces";

/** Everything of the extension behind its first use. */
export type Workbench = {
  readonly session: Session;
  readonly surfaces: Surfaces;
  run(command: CommandName, argument: unknown): Promise<void>;
};

/** Puts the extension together. Nothing else constructs adapters or surfaces. */
export function openWorkbench(context: vscode.ExtensionContext): Workbench {
  const disposables = disposableStore();
  context.subscriptions.push(disposables);
  const log = disposables.add(vscode.window.createOutputChannel("Headgate", { log: true }));
  const session = disposables.add(openSession({ portsFor: (root) => portsFor(root, context, log), log }));
  const alertPortsFor = alertPortsOf(context);
  const announcer = disposables.add(announce(session, alertPortsFor, log));
  const webhookSecret = openWebhookSecret(context.secrets);
  disposables.add(afterLooks(session, alertPortsFor, webhookSecret, log));
  const followerFile = context.asAbsolutePath("dist/follower.js");
  const { extensionUri } = context;
  const desk: Desk = { session, log, announcer, webhookSecret, extensionUri, followerFile };
  const report = disposables.add(reportPanel(desk));
  const shown = disposables.add(surfaces(session, log));
  const files = disposables.add(languageFiles(session, log));
  disposables.add(liveDiagnostics(files, log));
  disposables.add(thresholdValues(files, session));
  disposables.add(quickFixes(files));
  disposables.add(navigation(files, session));
  disposables.add(completion(files, session));
  disposables.add(hover(files, session));
  disposables.add(judgeEndedTrainings(session, log));
  const recipes = disposables.add(recipeView(desk, files));
  const table = commandTable(desk, report, files, recipes);
  inBackground(log, "Opening the workspace", session.reopen());
  return { session, surfaces: shown, run: (command, argument) => table[command](argument) };
}

/** What alerts need of the outside world, by the folder of a store. */
function alertPortsOf(context: vscode.ExtensionContext): (storeFolder: string) => AlertPorts {
  const known = new Map<string, AlertPorts>();
  return (storeFolder) => {
    const ports = known.get(storeFolder) ?? alertPorts(storeFolder, context.asAbsolutePath("dist/cli.js"));
    known.set(storeFolder, ports);
    return ports;
  };
}

/** The outside world of a workspace root. */
function portsFor(root: string, context: vscode.ExtensionContext, log: vscode.LogOutputChannel): Ports {
  const store = openStore(root, context.storageUri?.fsPath ?? null);
  if (store.fallback) {
    const message = `${root} cannot be written, so what Headgate records is kept in ${store.folder}, where the command line does not see it.`;
    showProblem({ code: "store-unwritable", message }, log);
  }
  return {
    clock: { now: () => new Date(), monotonicMs: () => performance.now() },
    files: fileSystem,
    processes: processes(),
    launcher: launcher({ supervisorFile: context.asAbsolutePath("dist/supervisor.js"), storeFolder: store.folder }),
    store,
    git,
    openWarehouse,
    recipesFolder: context.asAbsolutePath("config/recipes"),
  };
}
