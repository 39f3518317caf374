import { existsSync } from "node:fs";
import type { AlertPorts } from "../../app/alerts/alertPorts";
import { holderLives, ownHolder } from "../processes/ownHolder";
import { processSource } from "../processes/processSource";
import { startFollowUp } from "../processes/startFollowUp";
import { claims } from "../store/claims";
import type { Holder } from "../store/holder";
import { webhook, type WebhookOptions } from "./webhook";

/**
 * What alerts need of the outside world.
 * @param cliFile the built `dist/cli.js`, absolute
 */
export function alertPorts(storeFolder: string, cliFile: string, options: Partial<WebhookOptions> = {}): AlertPorts {
  const source = processSource();
  const own = ownHolder(source);
  const isAlive = (holder: Holder): boolean => holder.bootId === own.bootId && holderLives(source, holder);
  return {
    claims: claims(storeFolder, own, isAlive),
    webhook: webhook(options),
    startFollowUp: (run, configurationFile) => {
      if (existsSync(cliFile)) startFollowUp(cliFile, run, configurationFile);
    },
  };
}
