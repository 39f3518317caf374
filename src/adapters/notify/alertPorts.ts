import { existsSync } from "node:fs";
import { hostname } from "node:os";
import type { AlertPorts } from "../../app/alertPorts";
import { ownHolder } from "../processes/launchLock";
import { processSource } from "../processes/processSource";
import { startFollowUp } from "../processes/startFollowUp";
import { claims } from "../store/claims";
import type { LockHolder } from "../store/lock";
import { webhook, type WebhookOptions } from "./webhook";

/**
 * What alerts need of the outside world.
 * @param cliFile the built `dist/cli.js`, absolute
 */
export function alertPorts(storeFolder: string, cliFile: string, options: Partial<WebhookOptions> = {}): AlertPorts {
  const source = processSource();
  const own: LockHolder = source
    ? ownHolder(source)
    : { host: hostname(), bootId: "unknown", pid: process.pid, identity: "unknown" };
  const isAlive = (holder: LockHolder): boolean => {
    if (source === null) return isThere(holder.pid);
    const found = holder.bootId === own.bootId ? source.find(holder.pid) : null;
    return found?.identity === holder.identity && !found.zombie;
  };
  return {
    claims: claims(storeFolder, own, isAlive),
    webhook: webhook(options),
    startFollowUp: (run, configurationFile) => {
      if (existsSync(cliFile)) startFollowUp(cliFile, run, configurationFile);
    },
  };
}

/** Where start times cannot be read the PID alone has to do. */
function isThere(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
