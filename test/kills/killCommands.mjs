import { once } from "node:events";
import { setTimeout as pause } from "node:timers/promises";
import { processSource } from "../../src/adapters/processes/processSource.ts";

/** What the command line is asked for, and how long it may take: it is killed at some moment within. */
function someCommand(place, random) {
  const name = place.launchedNames[Math.floor(random() * place.launchedNames.length)];
  const all = [
    [["run", name, "--detach", "--json"], 900],
    [["run", name, "--json"], 2500],
    [["run", name, "--detach", "--json"], 600],
    [["status", "--json"], 700],
    [["validate", "--json"], 1500],
    [["gate", "ready", "--json"], 1500],
    [["stop", name, "--json"], 900],
  ];
  return all[Math.floor(random() * all.length)];
}

/** What a command had told when it was killed; nothing where that is not whole. */
function acknowledge({ words, out }, acknowledged) {
  let told;
  try {
    told = JSON.parse(out);
  } catch {
    return;
  }
  if (words[0] === "run" && told.run) acknowledged.runs.push(told.run);
  if (words[0] === "validate" && told.startedAt) acknowledged.validations.push(told.startedAt);
  if (words[0] === "gate" && told.receipt) acknowledged.receipts.push(told.receipt.id);
}

/**
 * Runs one command and kills it at a random moment; now and then the supervisor of a run instead.
 * @returns whether anything was there to be killed
 */
export async function killCommand(place, random, acknowledged, killedSupervisors) {
  if (random() < 0.3) place.stranger();
  const [words, lastsMs] = someCommand(place, random);
  const told = place.headgate(words);
  const closed = once(told.child, "close");
  await pause(random() * lastsMs);
  const alsoSupervisor = random() < 0.1;
  if (alsoSupervisor) killSupervisors(place, killedSupervisors);
  const killed = told.child.exitCode === null && told.child.kill("SIGKILL");
  await closed;
  acknowledge(told, acknowledged);
  place.note(
    `${words.join(" ")}: ${killed ? "killed" : `exit code ${told.child.exitCode}`}${alsoSupervisor ? ", supervisors killed" : ""}`,
  );
  return killed || alsoSupervisor;
}

/** The supervisors of this place are the parents of its jobs. */
function killSupervisors(place, killedSupervisors) {
  const list = processSource().list();
  for (const job of list.filter(({ cwd, argv }) => cwd === place.root && argv[1]?.startsWith("jobs/"))) {
    const supervisor = list.find(({ pid }) => pid === job.parentPid);
    if (!supervisor?.argv.some((word) => word.endsWith("supervisor.js"))) continue;
    killedSupervisors.add(job.pid);
    process.kill(supervisor.pid, "SIGKILL");
  }
}
