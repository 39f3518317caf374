import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import ts from "typescript";

/** What the files of a room may import: rooms, packages, and modules of Node. See "Rooms" in docs/architecture.md. */
type Room = { readonly rooms: readonly string[]; readonly packages: readonly string[]; readonly node: RegExp };

const shared = ["core", "contract", "app"];
const noNode = /^$/;
const pureNode = /^node:(path|crypto)$/; // Names and hashes: no file, no clock, no network.
const anyNode = /^node:/;
const rooms: Readonly<Record<string, Room>> = {
  core: { rooms: ["core"], packages: ["zod", "yaml", "re2js"], node: noNode },
  contract: { rooms: ["core", "contract"], packages: ["zod"], node: noNode },
  app: { rooms: shared, packages: [], node: pureNode },
  adapters: {
    rooms: [...shared, "adapters"],
    packages: ["zod", "@duckdb/node-api", "@google-cloud/bigquery"],
    node: anyNode,
  },
  vscode: { rooms: [...shared, "vscode"], packages: ["vscode", "zod"], node: anyNode },
  cli: { rooms: [...shared, "cli", "adapters", "package.json"], packages: ["commander"], node: anyNode },
  webview: {
    rooms: ["core", "contract", "webview"],
    packages: ["@vscode-elements/elements", "@vscode/codicons"],
    node: noNode,
  },
};

/** The files of vscode/ that put the extension together: they alone know adapters. */
const compositionRoots = ["src/vscode/extension.ts", "src/vscode/workbench.ts"];

/** Every import of a file that its room may not have; `import()`, `require()` and re-exports count like any import. */
function wrongImports(file: string, source: string): string[] {
  const name = roomOf(file);
  const room = rooms[name];
  if (!room) return [`${file} is in no known room`];
  const allowedRooms = compositionRoots.includes(file) ? [...room.rooms, "adapters"] : room.rooms;
  return ts
    .preProcessFile(source, true, true)
    .importedFiles.map(({ fileName }) => fileName)
    .filter((imported) => {
      if (imported.startsWith(".")) return !allowedRooms.includes(roomOf(normalize(join(dirname(file), imported))));
      if (imported.startsWith("node:")) return !room.node.test(imported);
      return !room.packages.some((allowed) => imported === allowed || imported.startsWith(`${allowed}/`));
    })
    .map((imported) => `${file} imports ${imported}`);
}

function roomOf(path: string): string {
  return /^src\/([^/]+)\//.exec(path)?.[1] ?? path;
}

function sourceFiles(): string[] {
  const files = readdirSync("src", { recursive: true, encoding: "utf8" });
  return files.filter((file) => file.endsWith(".ts")).map((file) => join("src", file));
}

describe("imports", () => {
  it("point one way: core <- contract, app <- adapters, vscode, cli", () => {
    const files = sourceFiles();
    assert.ok(files.length > 100);
    assert.deepEqual(
      files.flatMap((file) => wrongImports(file, readFileSync(file, "utf8"))),
      [],
    );
  });

  const wrong: readonly [file: string, source: string][] = [
    ["src/core/calendar.ts", 'import { readFileSync } from "node:fs";'],
    ["src/core/coverage/plan.ts", 'import type { Ports } from "../../app/ports";'],
    ["src/core/gate/decide.ts", 'import * as vscode from "vscode";'],
    ["src/contract/ids.ts", 'export { validate } from "../app/validate";'],
    ["src/app/validate.ts", 'const { git } = await import("../adapters/git/git");'],
    ["src/app/validate.ts", 'import { readFileSync } from "node:fs";'],
    ["src/adapters/git/git.ts", 'import type { Uri } from "vscode";'],
    ["src/adapters/git/git.ts", 'import { main } from "../../cli/main";'],
    ["src/vscode/session.ts", 'import { openStore } from "../adapters/store/openStore";'],
    ["src/vscode/rows/row.ts", 'type Store = import("../../adapters/store/openStore").OpenedStore;'],
    ["src/cli/main.ts", 'import { activate } from "../vscode/extension";'],
    ["src/webview/main.ts", 'import type { Ports } from "../app/ports";'],
    ["src/webview/main.ts", 'const path = require("node:path");'],
    ["src/stray.ts", "export {};"],
  ];
  for (const [file, source] of wrong)
    it(`would be caught: ${file}: ${source}`, () => {
      assert.equal(wrongImports(file, source).length, 1);
    });

  const right: readonly [file: string, source: string][] = [
    [
      "src/core/thresholds/readThresholds.ts",
      'import { parseDocument } from "yaml"; import { nearest } from "../nearest";',
    ],
    [
      "src/vscode/workbench.ts",
      'import { openStore } from "../adapters/store/openStore"; import * as vscode from "vscode";',
    ],
    ["src/cli/ports.ts", 'import { git } from "../adapters/git/git"; import { join } from "node:path";'],
    ["src/webview/main.ts", 'import "./report.css"; import { numberText } from "../core/report/numbers";'],
  ];
  for (const [file, source] of right)
    it(`are let through: ${file}: ${source}`, () => {
      assert.deepEqual(wrongImports(file, source), []);
    });
});
