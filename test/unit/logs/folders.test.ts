import assert from "node:assert/strict";
import {
  mkdirSync,
  mkdtempSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { fileSystem } from "../../../src/adapters/logs/fileSystem";

describe("files that fit a glob, asked for again and again", () => {
  let root: string;
  beforeEach(() => {
    root = realpathSync(mkdtempSync(join(tmpdir(), "headgate-folders-")));
    mkdirSync(join(root, "logs"));
  });
  afterEach(() => {
    rmSync(root, { recursive: true, force: true });
  });
  const found = async (pattern: string): Promise<string[]> =>
    (await fileSystem.glob(pattern, root)).map((path) => relative(root, path)).sort();
  /** As if the folder had last been changed long ago, so that it is remembered. */
  const age = (): void => utimesSync(join(root, "logs"), 1_700_000_000, 1_700_000_000);

  it("are those that are there now: new, renamed, deleted and linked ones", async () => {
    const log = (name: string): string => join(root, "logs", name);
    writeFileSync(log("a.log"), "");
    age();
    assert.deepEqual(await found("logs/*.log"), ["logs/a.log"]);
    assert.deepEqual(await found("logs/*.log"), ["logs/a.log"]);
    writeFileSync(log("b.log"), "");
    assert.deepEqual(await found("logs/*.log"), ["logs/a.log", "logs/b.log"]);
    age();
    assert.deepEqual(await found("logs/*.log"), ["logs/a.log", "logs/b.log"]);
    renameSync(log("a.log"), log("c.log"));
    unlinkSync(log("b.log"));
    mkdirSync(log("d.log"));
    assert.deepEqual(await found("**/*.log"), ["logs/c.log"]);
    symlinkSync(join(root, "target"), log("link.log"));
    age();
    assert.deepEqual(await found("logs/*.log"), ["logs/c.log"]);
    // Where a link leads comes and goes without its folder.
    writeFileSync(join(root, "target"), "");
    assert.deepEqual(await found("logs/*.log"), ["logs/c.log", "logs/link.log"]);
    rmSync(join(root, "logs"), { recursive: true });
    assert.deepEqual(await found("logs/*.log"), []);
  });
});
