import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { storeAt } from "../../src/adapters/store/openStore";
import type { RunEnded, RunRecord, RunStarted } from "../../src/app/ports";

/** What a job said of itself. */
export type Truth = {
  readonly name: string;
  readonly pid: number;
  readonly began?: number;
  readonly exitCode?: number;
};

/** What somebody was told is recorded, before they were killed. */
export type Acknowledged = {
  readonly runs: readonly string[];
  readonly validations: readonly string[];
  readonly receipts: readonly string[];
};

/** How a campaign left the store: a sentence for each thing that is wrong. */
export type Judgement = {
  readonly runs: number;
  readonly lost: readonly string[];
  readonly doubled: readonly string[];
  readonly unreadable: readonly string[];
  readonly untrue: readonly string[];
};

/**
 * Holds the records against what the jobs and the commands said.
 * @param killedSupervisors PIDs of commands whose supervisor was killed: nobody was there to see how they ended
 */
export async function judge(
  folder: string,
  truth: readonly Truth[],
  acknowledged: Acknowledged,
  killedSupervisors: ReadonlySet<number>,
): Promise<Judgement> {
  const store = storeAt(folder);
  const records = await store.runs();
  const starts = records.filter((record): record is RunStarted => record.type === "started");
  const receipts = (await store.decisions()).map(({ receipt }) => receipt.id);
  const validations = (await store.validations(100_000)).map(({ startedAt }) => startedAt);
  const missing = (what: string, told: readonly string[], kept: readonly string[]): string[] =>
    told.filter((one) => !kept.includes(one)).map((one) => `${what} ${one} was acknowledged, and is not there`);
  const unfollowed = truth.filter(
    ({ began, name, pid }) =>
      began !== undefined &&
      !["stranger", "keeper"].includes(name) &&
      !killedSupervisors.has(pid) &&
      !starts.some((one) => one.pid === pid && one.name === name),
  );
  return {
    runs: starts.length,
    lost: [
      ...missing(
        "run",
        acknowledged.runs,
        starts.map(({ id }) => id),
      ),
      ...missing("validation", acknowledged.validations, validations),
      ...missing("receipt", acknowledged.receipts, receipts),
      ...unfollowed.map(({ name, pid }) => `${name} ran as PID ${pid}, and no record has it`),
    ],
    doubled: doubledIn(starts, records),
    unreadable: unreadableIn(folder),
    untrue: starts.flatMap((start) => untrueOf(start, records, truth, killedSupervisors)),
  };
}

function doubledIn(starts: readonly RunStarted[], records: readonly RunRecord[]): string[] {
  const processes = starts.map(({ pid, identity }) => `PID ${pid} (${identity})`);
  const told = records.filter((record): record is RunEnded => record.type === "ended" && record.exitCode !== null);
  return [
    ...repeated(processes).map((one) => `${one} is recorded as several runs`),
    ...repeated(told.map(({ run }) => run)).map((one) => `run ${one} has ended several times`),
  ];
}

function repeated(all: readonly string[]): string[] {
  return [...new Set(all.filter((one, index) => all.indexOf(one) !== index))];
}

/** Once a run has ended it has an end, and one that is true. */
function untrueOf(
  { id, name, pid, origin }: RunStarted,
  records: readonly RunRecord[],
  truth: readonly Truth[],
  killedSupervisors: ReadonlySet<number>,
): string[] {
  const ends = records.filter((record): record is RunEnded => record.type === "ended" && record.run === id);
  const end = ends.find(({ exitCode, signal }) => exitCode !== null || signal !== null) ?? ends[0];
  const said = truth.find((one) => one.pid === pid && one.name === name && one.exitCode !== undefined)?.exitCode;
  const who = `${name} (PID ${pid}, ${origin})`;
  if (end === undefined) return [`${who} has no end`];
  if (end.exitCode !== null && end.exitCode !== said)
    return [`${who} ended with ${said}, and ${end.exitCode} is recorded`];
  const seen = origin === "launched" && !killedSupervisors.has(pid);
  return seen && end.exitCode === null && end.signal === null
    ? [`${who} ended with ${said}, which was not recorded`]
    : [];
}

/** Lines and files that are not whole JSON; what a writer had put aside when it was killed is no record yet. */
function unreadableIn(folder: string): string[] {
  const isJson = (text: string): boolean => {
    try {
      JSON.parse(text);
      return true;
    } catch {
      return false;
    }
  };
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" });
  return names.flatMap((name) => {
    const text = /\.jsonl?$/.test(name) ? readFileSync(join(folder, name), "utf8") : null;
    if (text === null) return [];
    const pieces = name.endsWith(".jsonl") ? text.split("\n").filter(Boolean) : [text];
    return pieces.filter((piece) => !isJson(piece)).map((piece) => `${name}: ${piece.slice(0, 60)}`);
  });
}
