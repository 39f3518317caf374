// Builds dist/. `--watch` keeps building, `--production` minifies for the VSIX.
const { context } = require("esbuild");
const { existsSync } = require("node:fs");
const { join, resolve, relative } = require("node:path");
const { writeThirdPartyNotices } = require("./.ci/thirdPartyNotices.js");

const watch = process.argv.includes("--watch");
const production = process.argv.includes("--production");

/** What runs in Node, each a file of its own: name in dist/ → source. */
const nodeEntries = {
  extension: "src/vscode/extension.ts", // small: loaded when VS Code starts
  workbench: "src/vscode/workbench.ts", // the rest of the extension, on first use
  duckdb: "src/adapters/duckdb/duckdbWarehouse.ts", // on the first measurement
  cli: "src/cli/main.ts",
  supervisor: "src/adapters/processes/supervisor.ts", // the process that outlives the editor
  inTurn: "src/adapters/processes/inTurn.ts", // runs several commands as one
  follower: "src/adapters/processes/follower.ts", // what a terminal shows of it
};

/**
 * CommonJS bundles cannot be split. A dynamic `import()` of a module that is an entry of its own stays outside and becomes a
 * `require` of that entry's file: typed like any import, loaded on first use, and the same code runs unbundled in tests.
 */
const entriesOnFirstUse = {
  name: "entries-on-first-use",
  setup(build) {
    const outputs = new Map(Object.entries(nodeEntries).map(([name, source]) => [resolve(source), `./${name}.js`]));
    build.onResolve({ filter: /^\./ }, ({ kind, path, resolveDir }) => {
      if (kind !== "dynamic-import") return undefined;
      const output = outputs.get(`${join(resolveDir, path)}.ts`);
      return output === undefined ? undefined : { path: output, external: true };
    });
  },
};

const common = {
  bundle: true,
  sourcemap: !production,
  minify: production,
  logLevel: "info",
  legalComments: "none",
  outdir: "dist",
};

const node = {
  ...common,
  platform: "node",
  target: "node20",
  format: "cjs",
  external: ["vscode", "@duckdb/node-api"],
  supported: { "dynamic-import": false },
  plugins: [entriesOnFirstUse],
};

function present(entries) {
  const there = Object.entries(entries).filter(([, source]) => existsSync(source));
  for (const [name, source] of Object.entries(entries))
    if (!existsSync(source)) console.warn(`dist/${name}.js is not built: ${relative(".", source)} is not there`);
  return Object.fromEntries(there);
}

async function main() {
  const { cli, ...others } = present(nodeEntries);
  const builds = [
    { ...node, entryPoints: others },
    { ...node, entryPoints: { cli }, banner: { js: "#!/usr/bin/env node" } },
    {
      ...common,
      entryPoints: present({ webview: "src/webview/main.ts" }),
      platform: "browser",
      target: "es2022",
      format: "iife",
      minify: true,
      sourcemap: false,
      loader: { ".svg": "text" },
    },
  ].filter(({ entryPoints }) => Object.values(entryPoints).every(Boolean) && Object.keys(entryPoints).length > 0);
  const inputs = [];
  for (const options of builds) {
    const build = await context({ ...options, metafile: true });
    if (watch) await build.watch();
    else {
      const { metafile } = await build.rebuild();
      inputs.push(...Object.keys(metafile.inputs));
      await build.dispose();
    }
  }
  if (production) writeThirdPartyNotices(inputs, join("dist", "THIRD_PARTY_NOTICES.txt"));
}

main().catch(() => process.exit(1));
