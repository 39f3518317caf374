import { createHash } from "node:crypto";
import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { fileSystem } from "../adapters/logs/fileSystem";
import { git } from "../adapters/git/git";
import { launcher } from "../adapters/processes/launcher";
import { processes } from "../adapters/processes/processes";
import { openStore } from "../adapters/store/openStore";
import { alertPorts } from "../adapters/notify/alertPorts";
import { openWarehouse } from "../adapters/warehouses";
import type { AlertPorts } from "../app/alerts/alertPorts";
import type { Ports, Store } from "../app/ports";

/** The outside world of the command line: where its adapters are put together. */
export function portsFor(root: string): Ports {
  const store = openStore(root, fallbackFolder(root));
  return {
    clock: { now: () => new Date(), monotonicMs: () => performance.now() },
    files: fileSystem,
    processes: processes(),
    launcher: launcher({ supervisorFile: join(__dirname, "supervisor.js"), storeFolder: store.folder }),
    store,
    git,
    openWarehouse,
    recipesFolder: resolve(__dirname, "../config/recipes"),
  };
}

/** What alerts and follow-ups need besides. */
export function alertPortsFor({ folder }: Store): AlertPorts {
  return alertPorts(folder, join(__dirname, "cli.js"));
}

/** Where records go when the workspace cannot be written: this person's own folder for state, one for each workspace. */
function fallbackFolder(root: string): string {
  const state = process.env["XDG_STATE_HOME"] ?? join(homedir(), ".local", "state");
  const name = createHash("sha256").update(root).digest("hex").slice(0, 16);
  return join(state, "headgate", name);
}
