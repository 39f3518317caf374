import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { git } from "../../../src/adapters/git/git";
import { commitText } from "../../../src/core/language/commitText";

describe("a commit as a text", () => {
  let root = "";
  const run = (words: readonly string[], env: Readonly<Record<string, string>> = {}): string =>
    execFileSync("git", ["-C", root, ...words], { encoding: "utf8", env: { ...process.env, ...env } });
  before(() => {
    root = mkdtempSync(join(tmpdir(), "headgate-commit-"));
    run(["init", "--quiet"]);
    run(["config", "user.name", "Ada"]);
    run(["config", "user.email", "ada@example.org"]);
    writeFileSync(join(root, "job.py"), "rate = None\n");
    run(["add", "."]);
    run(["commit", "--quiet", "--no-gpg-sign", "-m", "Mend the usage rate\n\nPlayers who did not play have none."], {
      GIT_AUTHOR_DATE: "2026-01-03T13:50:00Z",
      GIT_COMMITTER_DATE: "2026-01-03T14:10:00Z",
    });
  });
  after(() => rmSync(root, { recursive: true, force: true }));

  it("says its subject, when and by whom it was written, and what it changed", async () => {
    const hash = run(["rev-parse", "HEAD"]).trim();
    const shown = await git.show(root, hash.slice(0, 8));
    assert.ok(shown);
    assert.equal(
      commitText(shown, "UTC"),
      `Mend the usage rate

Commit    ${hash}
Author    Ada
Authored  2026-01-03 13:50:00 UTC
Committed 2026-01-03 14:10:00 UTC

Players who did not play have none.

 job.py | 1 +
 1 file changed, 1 insertion(+)
`,
    );
  });
  it("is not there for a name that git does not know, or that looks like an option", async () => {
    assert.equal(await git.show(root, "390caba"), null);
    assert.equal(await git.show(root, "--output=x"), null);
    assert.equal(await git.show(join(root, "nowhere"), "HEAD"), null);
  });
});
