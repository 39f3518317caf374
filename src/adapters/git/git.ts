import { execFile } from "node:child_process";
import { promisify } from "node:util";
import type { Git } from "../../app/ports";

const run = promisify(execFile);
const patienceMs = 10_000;

/** git as installed on this machine. Without git, or outside a repository, there is nothing to tell: null. */
export const git: Git = {
  async head(root) {
    const commit = await answer(root, ["rev-parse", "--verify", "HEAD"]);
    // Files git does not know (data, logs) do not change what code ran.
    const changes = await answer(root, ["status", "--porcelain", "--untracked-files=no"]);
    return commit === null || changes === null ? null : { commit: commit.trim(), dirty: changes.trim() !== "" };
  },
};

async function answer(root: string, words: readonly string[]): Promise<string | null> {
  try {
    // Looking must not take the index lock from somebody who is committing.
    const env = { ...process.env, GIT_OPTIONAL_LOCKS: "0" };
    const { stdout } = await run("git", ["-C", root, ...words], { env, timeout: patienceMs, maxBuffer: 1 << 26 });
    return stdout;
  } catch {
    return null;
  }
}
