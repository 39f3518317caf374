import { execFile } from "node:child_process";
import { basename, dirname } from "node:path";
import { promisify } from "node:util";
import type { Git, UncommittedFile } from "../../app/ports";
import type { Commit } from "../../core/language/facts";

const run = promisify(execFile);
const patienceMs = 10_000;
const plainly = ["--no-ext-diff", "--no-textconv", "--no-color"];

/** git as installed on this machine. Without git, or outside a repository, there is nothing to tell: null. */
export const git: Git = {
  async head(root) {
    const commit = await answer(root, ["rev-parse", "--verify", "HEAD"]);
    // Files git does not know (data, logs) do not change what code ran.
    const changes = await answer(root, ["status", "--porcelain", "--untracked-files=no"]);
    return commit === null || changes === null ? null : { commit: commit.trim(), dirty: changes.trim() !== "" };
  },
  async folder(root) {
    return (await answer(root, ["rev-parse", "--absolute-git-dir"]))?.trim() ?? null;
  },
  async uncommitted(root, paths) {
    if ((await this.folder(root)) === null) return null;
    const found: UncommittedFile[] = [];
    // One by one: git tells paths from the top of its repository, and they are asked for from `root`.
    for (const path of paths) {
      const text = await answer(root, ["status", "--porcelain", "--untracked-files=all", "--", `:(literal)${path}`]);
      // Null: it lies outside of the repository.
      if (text) found.push({ path, state: text.startsWith("??") ? "new" : "changed" });
    }
    return found;
  },
  async committedText(path) {
    return answer(dirname(path), ["show", `HEAD:./${basename(path)}`]);
  },
  async commit(root, name) {
    // `--end-of-options`: a name that begins with a dash is a name all the same.
    const found = await answer(root, ["rev-parse", "--verify", "--quiet", "--end-of-options", `${name}^{commit}`]);
    return found === null ? null : ((await commits(root, ["-1", found.trim()]))[0] ?? null);
  },
  async show(root, name) {
    const commit = await this.commit(root, name);
    if (commit === null) return null;
    const told = await answer(root, ["log", "-1", "--format=%aI%x00%an%x00%b", commit.hash]);
    // Of a merge: what it brought to the branch it was merged into. No program of the repository's choice runs.
    const changes = await answer(root, [
      "show",
      "--stat=100",
      "--format=",
      "--first-parent",
      "-m",
      ...plainly,
      commit.hash,
    ]);
    const [authoredAt = "", author = "", body = ""] = (told ?? "").split("\0");
    if (told === null || changes === null) return null;
    return {
      ...commit,
      authoredAt: new Date(authoredAt).toISOString(),
      author,
      body: body.trim(),
      changes: changes.trimEnd(),
    };
  },
  async recentCommits(root, count) {
    return commits(root, [`-${count}`, "HEAD"]);
  },
  async contains(root, ancestor, descendant) {
    const base = await answer(root, ["merge-base", "--end-of-options", ancestor, descendant]);
    return base === null ? null : base.trim() === (await this.commit(root, ancestor))?.hash;
  },
};

async function commits(root: string, words: readonly string[]): Promise<Commit[]> {
  const text = await answer(root, ["log", "--format=%H%x09%cI%x09%s", ...words]);
  return (text ?? "").split("\n").flatMap((line) => {
    const [hash, at, ...subject] = line.split("\t");
    return hash && at ? [{ hash, at: new Date(at).toISOString(), subject: subject.join("\t") }] : [];
  });
}

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
