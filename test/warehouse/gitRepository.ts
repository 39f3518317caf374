import { execFileSync } from "node:child_process";

/** A real repository in a folder; every commit is made at the time that it is given. */
export type GitRepository = {
  /** Commits everything on the present branch and gives back its full hash. */
  commit(subject: string, at: string): string;
  run(...words: readonly string[]): string;
};

export function gitRepository(root: string): GitRepository {
  const git = (at: string, ...words: readonly string[]): string =>
    execFileSync(
      "git",
      ["-C", root, "-c", "user.name=A", "-c", "user.email=a@b.c", "-c", "commit.gpgsign=false", ...words],
      {
        encoding: "utf8",
        stdio: ["ignore", "pipe", "pipe"],
        env: { ...process.env, GIT_COMMITTER_DATE: at, GIT_AUTHOR_DATE: at, GIT_CONFIG_GLOBAL: "/dev/null" },
      },
    ).trim();
  const run = (...words: readonly string[]): string => git("2024-01-01T00:00:00Z", ...words);
  run("init", "-q", "-b", "main");
  return {
    run,
    commit: (subject, at) => {
      git(at, "commit", "-q", "--allow-empty", "-m", subject);
      return run("rev-parse", "HEAD");
    },
  };
}
