import assert from "node:assert/strict";
import { build } from "esbuild";

/** Bytes of the minified bundle of an entry, with everything it imports at once. */
async function bundledSize(entry: string): Promise<number> {
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    minify: true,
    platform: "node",
    format: "cjs",
    external: ["vscode", "@duckdb/node-api", "./workbench"],
    write: false,
  });
  return outputFiles.reduce((total, { contents }) => total + contents.byteLength, 0);
}

describe("sizes", () => {
  it("keep what VS Code loads at its start under 20 KB: the rest comes on first use", async () => {
    const bytes = await bundledSize("src/vscode/extension.ts");
    assert.ok(bytes < 20_000, `${bytes} bytes`);
  });
});
