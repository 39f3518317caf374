import { mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";

/** `polling.ts`, bundled as the product is: what runs TypeScript for tests gives each function its name anew whenever it is made. */
export async function builtPolling() {
  const folder = mkdtempSync(join(tmpdir(), "headgate-polling-built-"));
  const outfile = join(folder, "polling.cjs");
  try {
    await build({
      entryPoints: [join(import.meta.dirname, "polling.ts")],
      outfile,
      bundle: true,
      platform: "node",
      format: "cjs",
      external: ["@duckdb/node-api"],
      logLevel: "warning",
    });
    return await createRequire(import.meta.url)(outfile).polling();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
