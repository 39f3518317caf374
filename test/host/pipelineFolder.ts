import assert from "node:assert/strict";
import { cpSync, existsSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import * as vscode from "vscode";
import type { HeadgateApi } from "../../src/vscode/extension";
import type { OpenState } from "../../src/vscode/session";
import type { Workbench } from "../../src/vscode/workbench";

/** The folder that the host has open: a throw-away copy. */
export function root(): string {
  const folder = vscode.workspace.workspaceFolders?.[0];
  assert.ok(folder, "the host has a folder open");
  return folder.uri.fsPath;
}

/** The running extension. */
export async function workbench(): Promise<Workbench> {
  const extension = vscode.extensions.getExtension<HeadgateApi>("headgate.headgate");
  assert.ok(extension, "the extension is installed");
  return (await extension.activate()).workbench();
}

/** Lays out the small pipeline of `test/fixtures/pipeline` in the open folder, without anything ever run in it. */
export async function freshPipeline(): Promise<Workbench> {
  const extension = vscode.extensions.getExtension("headgate.headgate");
  assert.ok(extension);
  for (const left of [".headgate", "data", "logs", "models", "control.json"])
    rmSync(join(root(), left), { recursive: true, force: true });
  const fixture = process.env["HEADGATE_TEST_PIPELINE"] ?? resolve(extension.extensionPath, "test/fixtures/pipeline");
  cpSync(fixture, root(), { recursive: true });
  const { session } = await workbench();
  await session.reopen();
  return workbench();
}

/** Tells the pipeline's backfill how to misbehave. */
export function control(orders: { fail?: readonly string[]; pace?: number; exitCode?: number; hold?: string }): void {
  writeFileSync(join(root(), "control.json"), JSON.stringify(orders));
}

export function isThere(path: string): boolean {
  return existsSync(join(root(), path));
}

/** The opened workspace; fails with its problem where it could not be opened. */
export function openedOf({ session }: Workbench): OpenState {
  const { state } = session;
  if (state.kind !== "open")
    assert.fail(`the workspace is ${state.kind}: ${state.kind === "broken" ? state.problem.message : ""}`);
  return state;
}

/** Waits for something to become true, and says what when it does not. */
export async function until<T>(
  what: string,
  look: () => T | undefined | false | null,
  patienceMs = 20_000,
): Promise<T> {
  for (const end = Date.now() + patienceMs; Date.now() < end; await pause(50)) {
    const seen = look();
    if (seen !== undefined && seen !== false && seen !== null) return seen;
  }
  throw new Error(`Waited in vain for ${what}.`);
}

export function pause(milliseconds: number): Promise<void> {
  return new Promise((done) => setTimeout(done, milliseconds));
}
