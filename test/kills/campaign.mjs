import { once } from "node:events";
import { setTimeout as pause } from "node:timers/promises";
import { processSource } from "../../src/adapters/processes/processSource.ts";
import { claimsIn } from "../../src/adapters/store/launchClaims.ts";
import { seededRandom } from "../unit/seededRandom.ts";
import { judge } from "./judge.ts";
import { killCommand } from "./killCommands.mjs";
import { makeKillPlace } from "./killPlace.mjs";

/**
 * Kills whoever records runs, at random moments, and holds the records against what the jobs say of themselves.
 * @param {{ seed: number, kills: number, windows: number, share: number }} options how many windows of the editor are open, and
 *   which share of the kills is theirs; the others are the command line's
 * @returns how many were killed, and what was found to be wrong
 */
export async function killCampaign({ seed, kills, windows, share }) {
  const random = seededRandom(seed);
  const place = makeKillPlace();
  const acknowledged = { runs: [], validations: [], receipts: [] };
  const killedSupervisors = new Set();
  // Loaded when it is needed: it brings a browser with it.
  const { killHosts, openWindows } = windows > 0 ? await import("./killHosts.mjs") : {};
  const editor = windows > 0 ? await openWindows(place, windows) : null;
  let [commands, hosts] = [0, 0];
  try {
    place.stranger("keeper");
    while (commands + hosts < kills) {
      if (editor !== null && hosts < kills * share) {
        // At once with a command, which is killed as well where that is its turn.
        const besides = random() < 0.7 ? killCommand(place, random, acknowledged, killedSupervisors) : false;
        hosts += await killHosts(editor, place, random, acknowledged);
        if (await besides) commands++;
      } else if (await killCommand(place, random, acknowledged, killedSupervisors)) commands++;
    }
    place.sendHome();
    await quiet(place);
    const judgement = await judge(place.storeFolder, place.truth(), acknowledged, killedSupervisors);
    return { commands, hosts, ...judgement, stuck: await stuckLocks(place) };
  } finally {
    await editor?.close();
    if (process.env.HEADGATE_KEEP) console.log(`Kept ${place.root}`);
    else place.remove();
  }
}

/** Waits until every job and every supervisor is gone, and has a look, as the next person would. */
async function quiet(place) {
  const isOurs = ({ cwd, argv, zombie }) =>
    !zombie && cwd === place.root && argv.some((word) => word.startsWith("jobs/") || word.endsWith("supervisor.js"));
  const supervised = () =>
    claimsIn(`${place.storeFolder}/locks`).some(
      ({ holder }) => processSource().find(holder.pid)?.identity === holder.identity,
    );
  while (processSource().list().some(isOurs) || supervised()) await pause(100);
  await ended(place.headgate(["status", "--json"]));
}

/** Starts everything once more: what a kill left behind must not be in the way. */
async function stuckLocks(place) {
  const stuck = [];
  for (const name of place.launchedNames) {
    const told = await ended(place.headgate(["run", name, "--detach", "--json"]));
    if (told.run === undefined) stuck.push(`${name} could not be started afterwards: ${JSON.stringify(told)}`);
  }
  await quiet(place);
  const left = claimsIn(`${place.storeFolder}/locks`);
  return [...stuck, ...left.map(({ name }) => `the lock of ${name} is still there`)];
}

async function ended(told) {
  await once(told.child, "close");
  try {
    return JSON.parse(told.out);
  } catch {
    return {};
  }
}
