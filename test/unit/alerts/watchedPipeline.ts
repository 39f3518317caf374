import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { closeSync, cpSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { storeAt } from "../../../src/adapters/store/openStore";
import type { Store } from "../../../src/app/ports";
import type { FollowUpRecord } from "../../../src/core/alerts/followUp";
import { eventually, temporaryFolder } from "../launch/launching";

const commandLine = resolve(__dirname, "../../../dist/cli.js");

export type Ended = { readonly exitCode: number | null; readonly stdout: string; readonly stderr: string };

/** A command line that runs. */
export type Running = {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
  /** Waits for something that it says, on standard output or standard error. */
  said(words: RegExp): Promise<void>;
};

/** The small pipeline of the tests in a folder of its own, with real processes around it. */
export type WatchedPipeline = {
  readonly root: string;
  readonly store: Store;
  /** Starts the built command line there. */
  headgate(words: readonly string[], env?: Readonly<Record<string, string>>): Running;
  /** Starts the backfill as somebody else would. */
  begin(): ChildProcess & { readonly pid: number };
  /** Tells the backfill how to misbehave. */
  control(orders: { fail?: readonly string[]; pace?: number; exitCode?: number; hold?: string }): void;
  /** What followed the only run, once so many steps are over. */
  followed(steps: number): Promise<FollowUpRecord[]>;
  remove(): void;
};

/** Lines for the backfill, and below it for the whole file; how often the command line looks. */
export type MorePipeline = { readonly backfill?: string; readonly file?: string; readonly pollSeconds?: number };

export function watchedPipeline(more: MorePipeline = {}): WatchedPipeline {
  const root = temporaryFolder("watched");
  cpSync("test/fixtures/pipeline", root, { recursive: true });
  const configuration = join(root, "headgate.yaml");
  const text = readFileSync(configuration, "utf8").replace(/( {4}tables: \[days\]\n)/, `$1${more.backfill ?? ""}`);
  writeFileSync(configuration, text + (more.file ?? ""));
  const thresholds = join(root, "config/thresholds.yaml");
  writeFileSync(
    thresholds,
    readFileSync(thresholds, "utf8").replace("interval_seconds: 1", `interval_seconds: ${more.pollSeconds ?? 0.2}`),
  );
  mkdirSync(join(root, "logs"));
  const store = storeAt(join(root, ".headgate"));
  const children: ChildProcess[] = [];

  function headgate(words: readonly string[], env: Readonly<Record<string, string>> = {}): Running {
    const child = spawn(process.execPath, [commandLine, ...words], { cwd: root, env: { ...process.env, ...env } });
    children.push(child);
    const output = { stdout: "", stderr: "" };
    child.stdout.setEncoding("utf8").on("data", (text: string) => (output.stdout += text));
    child.stderr.setEncoding("utf8").on("data", (text: string) => (output.stderr += text));
    const ended = once(child, "close").then(([exitCode]) => ({ exitCode: exitCode as number | null, ...output }));
    const said = async (pattern: RegExp): Promise<void> => {
      await eventually(() => {
        const text = output.stdout + output.stderr;
        if (child.exitCode !== null && !pattern.test(text)) throw new Error(text);
        return pattern.test(text) || null;
      });
    };
    return { child, ended, said };
  }

  return {
    root,
    store,
    headgate,
    begin() {
      const log = openSync(join(root, "logs/days_by_hand.log"), "a");
      const words = ["jobs/fill_days.mjs", "--start-date", "2001-01-01", "--end-date", "2001-01-10"];
      const child = spawn(process.execPath, words, { cwd: root, stdio: ["ignore", log, log], detached: true });
      closeSync(log);
      children.push(child);
      return child as ChildProcess & { readonly pid: number };
    },
    control: (orders) => writeFileSync(join(root, "control.json"), JSON.stringify(orders)),
    followed: (steps) =>
      eventually(async () => {
        const records = await store.alerts.followUps();
        return records.length === steps && records.every(({ state }) => state !== "started") ? records : null;
      }),
    remove() {
      for (const child of children) if (child.exitCode === null && child.signalCode === null) child.kill("SIGKILL");
      rmSync(root, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
    },
  };
}
