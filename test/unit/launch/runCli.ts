import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";

export type Told = { readonly code: number | null; readonly out: string; readonly error: string };

/** The built command line, as people run it in a folder. */
export async function runCli(cwd: string, words: readonly string[], env: Record<string, string> = {}): Promise<Told> {
  const options = { cwd, env: { ...process.env, ...env } };
  const child = spawn(process.execPath, [join(process.cwd(), "dist/cli.js"), ...words], options);
  let [out, error] = ["", ""];
  child.stdout.on("data", (data) => (out += String(data)));
  child.stderr.on("data", (data) => (error += String(data)));
  const [code] = (await once(child, "close")) as [number | null];
  return { code, out, error };
}
