import { join } from "node:path";
import {
  concerns,
  fixesBefore,
  staleCodeOf,
  untoldFixes,
  type FileChange,
  type FoundFix,
} from "../../core/backfills/staleCode";
import type { BackfillStatus } from "../../core/backfills/status";
import type { Commit } from "../../core/language/facts";
import type { Backfill } from "../../core/pipeline/pipeline";
import { filesItRuns, type ExecutedFile } from "./filesItRuns";
import type { Files, Git, Ports } from "../ports";
import type { Workspace } from "../workspace";

/** What came before and after a run had started, and of which fixes that could not be told. */
export type StaleFacts = Pick<BackfillStatus, "staleCode" | "fixesBefore" | "untoldFixes">;

/** The run that is asked about: when it ran, and what it was started with. */
export type RunCode = {
  readonly startedAt: number;
  readonly endedAt: number | null;
  readonly argv: readonly string[];
  readonly cwd: string | null;
};

type Known = { readonly key: string; readonly facts: StaleFacts };
const answers = new WeakMap<Git, Map<string, Known>>();
const gitFolders = new WeakMap<Git, Map<string, string | null>>();

/** Changes whenever another commit is checked out or made; null where there is no repository. */
export type CodeHead = readonly unknown[] | null;

/**
 * Whether a run goes on with code from before a fix, or from before a change to the files that it executes. git is asked when its
 * HEAD, one of these files or the configuration has changed, and not at every look.
 */
export async function staleCode(
  workspace: Workspace,
  { files, git }: Pick<Ports, "files" | "git">,
  backfill: Backfill,
  run: RunCode,
  head: CodeHead,
): Promise<StaleFacts> {
  const { root, pipeline } = workspace;
  const fixes = Object.entries(pipeline.fixes).filter(([, fix]) => concerns(fix, backfill.tables));
  const look = (): Promise<ExecutedFile[]> => filesItRuns(root, files, run.argv, run.cwd);
  // What is changed once it has ended is for the next run: its files need not be looked at again.
  const seen = run.endedAt === null ? await look() : null;
  const place = JSON.stringify([root, run.startedAt, run.argv]);
  const key = JSON.stringify([fixes, seen, run.endedAt, head]);
  const ofGit = answers.get(git) ?? new Map<string, Known>();
  answers.set(git, ofGit);
  const known = ofGit.get(place);
  if (known?.key === key) return known.facts;
  const found: FoundFix[] = await Promise.all(
    fixes.map(async ([name, fix]) => {
      const commit = await git.commit(root, fix.commit);
      return { name, fix, commit, cameAt: commit && (await cameAt(root, git, commit, run.startedAt)) };
    }),
  );
  const changes = await changesTo(root, git, seen ?? (await look()), run);
  const facts = {
    staleCode: staleCodeOf(run, found, changes),
    fixesBefore: fixesBefore(run, found),
    untoldFixes: untoldFixes(found),
  };
  ofGit.set(place, { key, facts });
  return facts;
}

/** Told by the files of git, without asking git itself. */
export async function codeHead(root: string, { files, git }: Pick<Ports, "files" | "git">): Promise<CodeHead> {
  const folder = await gitFolder(root, files, git);
  if (folder === null) return null;
  const facts = await Promise.all(["HEAD", "logs/HEAD", "index"].map((name) => files.stat(join(folder, name))));
  const [head, log, index] = facts.map((one) => one && [one.modifiedAt, one.size]);
  // Without a log of HEAD, which can be turned off, the index still changes with each commit.
  return [head, log ?? index];
}

/** Asked once; where there was none, again as soon as one was made in the root. */
async function gitFolder(root: string, files: Files, git: Git): Promise<string | null> {
  const known = gitFolders.get(git) ?? new Map<string, string | null>();
  gitFolders.set(git, known);
  const found = known.get(root);
  if (found === undefined || (found === null && (await files.stat(join(root, ".git"))) !== null))
    known.set(root, await git.folder(root));
  return known.get(root) ?? null;
}

/**
 * When a commit came into the code that is checked out here: it may have been made elsewhere long before it was pulled. Where git's
 * log of HEAD does not reach back to the start, the time of the commit is all there is.
 * @returns null where it is not in that code
 */
async function cameAt(root: string, git: Git, { hash, at }: Commit, startedAt: number): Promise<string | null> {
  if (Date.parse(at) > startedAt) return at;
  const heads = await git.headLog(root);
  const first = heads.findLastIndex((head) => Date.parse(head.at) <= startedAt);
  if (first < 0) return (await git.contains(root, hash, "HEAD")) === true ? at : null;
  for (const [index, head] of heads.slice(first).entries())
    // Null: git cannot tell, for instance of an entry that was pruned.
    if ((await git.contains(root, hash, head.hash)) !== false) return index === 0 ? at : head.at;
  return null;
}

async function changesTo(
  root: string,
  git: Git,
  executed: readonly ExecutedFile[],
  { startedAt }: RunCode,
): Promise<FileChange[]> {
  const since = new Date(startedAt).toISOString();
  const committed = await Promise.all(
    executed.map(async ({ file }) =>
      (await git.changesOf(root, file, since)).map((commit) => ({ file, commit, at: commit.at })),
    ),
  );
  const young = executed.filter(({ modifiedAt }) => modifiedAt.getTime() > startedAt);
  const open =
    young.length === 0
      ? []
      : await git.uncommitted(
          root,
          young.map(({ file }) => file),
        );
  const changed = young
    // Outside a repository the time of the change is all that is known.
    .filter(({ file }) => open === null || open.some(({ path }) => path === file))
    .map(({ file, modifiedAt }) => ({ file, commit: null, at: modifiedAt.toISOString() }));
  return [...committed.flat(), ...changed];
}
