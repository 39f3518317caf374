import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { delimiter, join, resolve } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/** code-server carries VS Code's own workbench and extension host; the Node it wants comes from npm as well. */
const nodePackage = `node-${process.platform}-${process.arch}`;
const versions = { node: "24.21.0", codeServer: "4.139.1" };

/** @typedef {{ node: string, server: string }} CodeServer where its Node and VS Code's server program are */

/**
 * Installs VS Code's server from npm into `.vscode-test/`, once.
 * @returns {Promise<CodeServer>}
 * @throws when npm cannot install it; what npm said is in the message
 */
export async function installCodeServer() {
  const folder = resolve(".vscode-test", `code-server-${versions.codeServer}`);
  const vscode = join(folder, "node_modules/code-server/lib/vscode");
  const host = {
    node: join(folder, "node_modules", nodePackage, "bin/node"),
    server: join(vscode, "out/server-main.js"),
  };
  const ready = join(folder, "ready");
  if (existsSync(ready)) return host;
  console.log(`Installing code-server ${versions.codeServer} into ${folder} (some 800 MB, once)…`);
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, "package.json"), JSON.stringify({ name: "code-server-host", private: true }));
  const npm = npmIn(folder);
  await npm(folder, "install", "--ignore-scripts", `${nodePackage}@${versions.node}`);
  await npm(folder, "install", "--ignore-scripts", `code-server@${versions.codeServer}`);
  await npm(vscode, "install", "--omit=dev", "--ignore-scripts");
  await buildLoggers(npm, vscode);
  await writeFile(ready, "");
  return host;
}

/** npm on the Node that will run the server, so that native modules are built for it. */
function npmIn(folder) {
  const home = join(folder, "node_modules", nodePackage);
  return async (cwd, ...parameters) => {
    const env = {
      ...process.env,
      PATH: `${join(home, "bin")}${delimiter}${process.env.PATH}`,
      npm_config_nodedir: home, // Its headers: nothing is downloaded to compile against.
    };
    const quiet = ["--no-audit", "--no-fund", "--no-update-notifier", "--loglevel=error"];
    await run("npm", [...parameters, ...quiet], { cwd, env, maxBuffer: 64 * 1024 * 1024 });
  };
}

/** Without spdlog output channels stay empty, but the editor runs: a machine without a compiler can still test. */
async function buildLoggers(npm, vscode) {
  try {
    await npm(vscode, "rebuild", "@vscode/spdlog", "@vscode/native-watchdog");
  } catch (error) {
    console.warn(`VS Code's log writer could not be compiled; its output channels stay empty. ${error.message}`);
  }
}
