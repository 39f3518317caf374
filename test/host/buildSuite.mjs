import { build } from "esbuild";
import { readdir, rm } from "node:fs/promises";
import { join, resolve } from "node:path";

/**
 * Bundles the suite and each test file beside it for the extension host.
 * @returns the path of the suite, which exports `run(): Promise<void>` as VS Code asks of a test runner
 */
export async function buildSuite() {
  const outdir = resolve(".vscode-test/suite");
  await rm(outdir, { recursive: true, force: true });
  const tests = (await readdir("test/host")).filter((name) => name.endsWith(".test.ts"));
  await build({
    entryPoints: ["suite.ts", ...tests].map((name) => join("test/host", name)),
    outdir,
    bundle: true,
    platform: "node",
    target: "node20",
    format: "cjs",
    external: ["vscode", "mocha"],
    sourcemap: "inline",
    logLevel: "warning",
  });
  return join(outdir, "suite.js");
}
