import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { git } from "../../../src/adapters/git/git";
import { fileSystem } from "../../../src/adapters/logs/fileSystem";

describe("the files of this machine", () => {
  let root: string;
  const write = (name: string, text = ""): void => {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), text);
  };
  const found = async (pattern: string): Promise<string[]> =>
    (await fileSystem.glob(pattern, root)).map((path) => path.slice(root.length + 1)).sort();

  beforeEach(() => {
    root = realpathSync(mkdtempSync(join(tmpdir(), "headgate-files-")));
  });
  afterEach(() => {
    rmSync(root, { recursive: true, force: true });
  });

  it("are found by a glob", async () => {
    for (const name of [
      "logs/a_1.log",
      "logs/a_22.log",
      "logs/b+1.log",
      "logs/.a_3.log",
      "logs/old/x/a_4.log",
      "a.log",
    ])
      write(name);
    mkdirSync(join(root, "logs/a_folder.log"));
    assert.deepEqual(await found("logs/a_*.log"), ["logs/a_1.log", "logs/a_22.log"]);
    assert.deepEqual(await found("logs/a_?.log"), ["logs/a_1.log"]);
    assert.deepEqual(await found("./logs/b+1.log"), ["logs/b+1.log"]);
    assert.deepEqual(await found("{a,logs/{b+1,a_1}}.log"), ["a.log", "logs/a_1.log", "logs/b+1.log"]);
    assert.deepEqual(await found("logs/**/a_*.log"), ["logs/a_1.log", "logs/a_22.log", "logs/old/x/a_4.log"]);
    assert.deepEqual(await found(join(root, "*.log")), ["a.log"]);
    assert.deepEqual(await found("nowhere/*.log"), []);
  });

  it("are found by a glob of many stars, which no name makes slow", async () => {
    const name = `logs/${"a".repeat(120)}.log`;
    write(name);
    assert.deepEqual(await found(`logs/${"*a".repeat(40)}*.txt`), []);
    assert.deepEqual(await found(`logs/${"*a".repeat(40)}*g`), [name]);
    assert.deepEqual(await found("logs/*a*a.l?g**"), [name]);
  });

  it("are found by a glob of many folders or braces, which no tree makes slow", async () => {
    const name = `logs/${"d/".repeat(30)}a.log`;
    write(name);
    assert.deepEqual(await found(`${"**/".repeat(30)}a.log`), [name]);
    assert.deepEqual(await found(`${"**/d/".repeat(15)}a.log`), [name]);
    assert.deepEqual(await found(`{logs,old}/${"{d,e}/".repeat(6)}**/{a,b}.log`), [name]);
    assert.deepEqual(await found(`${"{a,b}".repeat(40)}.log`), [], "more than can be looked for");
  });

  it("are found through links, which lead no glob in circles", async () => {
    write("logs/a.log");
    symlinkSync(root, join(root, "logs/circle"));
    symlinkSync(join(root, "logs"), join(root, "linked"));
    assert.deepEqual(await found("**/*.log"), ["logs/a.log"]);
    assert.deepEqual(await found("linked/*.log"), ["linked/a.log"]);
    assert.equal(await fileSystem.realPath(join(root, "linked/a.log")), join(root, "logs/a.log"));
    assert.equal(await fileSystem.realPath("/nowhere/at/all"), "/nowhere/at/all");
  });

  it("are read in part, shorter at their end", async () => {
    write("a.txt", "0123456789");
    const bytes = await fileSystem.readBytes(join(root, "a.txt"), 7, 20);
    assert.ok(bytes.ok);
    assert.equal(Buffer.from(bytes.value).toString(), "789");
    assert.equal((await fileSystem.stat(join(root, "a.txt")))?.size, 10);
    assert.equal(await fileSystem.stat(join(root, "b.txt")), null);
  });

  it("that cannot be read are named with the reason", async () => {
    assert.deepEqual(await fileSystem.readText(join(root, "b.txt")), {
      ok: false,
      error: { code: "unreadable-file", message: `${root}/b.txt could not be read: there is no such file.` },
    });
    assert.deepEqual(await fileSystem.readBytes(root, 0, 1), {
      ok: false,
      error: { code: "unreadable-file", message: `${root} could not be read: it is a folder.` },
    });
  });

  it("are written aside and renamed, with their folder", async () => {
    assert.ok((await fileSystem.writeText(join(root, "reports/a.md"), "text")).ok);
    assert.deepEqual(readdirSync(join(root, "reports")), ["a.md"]);
    write("file");
    const refused = await fileSystem.writeText(join(root, "file/a.md"), "text");
    assert.ok(!refused.ok);
    assert.equal(refused.error.code, "unwritable-file");
  });
});

describe("git", () => {
  it("tells the commit and whether known files were changed; outside a repository nothing", async () => {
    const root = mkdtempSync(join(tmpdir(), "headgate-git-"));
    try {
      assert.equal(await git.head(root), null);
      const run = (...words: string[]): string =>
        execFileSync("git", ["-C", root, "-c", "user.name=n", "-c", "user.email=e@example.org", ...words], {
          encoding: "utf8",
        });
      run("init", "-q");
      assert.equal(await git.head(root), null, "no commit yet");
      writeFileSync(join(root, "job.py"), "1");
      run("add", ".");
      run("commit", "-q", "-m", "first");
      writeFileSync(join(root, "data.csv"), "not known to git");
      const commit = run("rev-parse", "HEAD").trim();
      assert.deepEqual(await git.head(root), { commit, dirty: false });
      writeFileSync(join(root, "job.py"), "2");
      assert.deepEqual(await git.head(root), { commit, dirty: true });
    } finally {
      rmSync(root, { recursive: true, force: true });
    }
  });
});
