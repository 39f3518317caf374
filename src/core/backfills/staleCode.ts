import type { Fix } from "../pipeline/pipeline";
import type { StaleCode } from "./status";

/** A commit as git tells of it; `at` is ISO 8601. */
type CommitFacts = { readonly hash: string; readonly at: string };

/** A fix of `headgate.yaml` with its commit; null where git does not know it. */
export type FoundFix = {
  readonly name: string;
  readonly fix: Fix;
  readonly commit: CommitFacts | null;
  /** When it came into the code that is checked out here; null where it is not in it. */
  readonly cameAt: string | null;
};

/** A change to a file that a run executes. */
export type FileChange = {
  /** Relative to the workspace root. */
  readonly file: string;
  /** Null while it is not committed. */
  readonly commit: CommitFacts | null;
  readonly at: string;
};

/** The span of a run, in milliseconds since 1970 UTC; `endedAt` is null while it is alive. */
export type RunSpan = { readonly startedAt: number; readonly endedAt: number | null };

/**
 * What came after a run had started: fixes of its tables at any later time, since its rows do not have them; changes to the files
 * that it executes only while it ran, since what was changed later is for the next run.
 * @returns the earliest first; a commit that is a fix and changes its files is told once, as the fix
 */
export function staleCodeOf(
  { startedAt, endedAt }: RunSpan,
  fixes: readonly FoundFix[],
  changes: readonly FileChange[],
): StaleCode[] {
  const found = new Map<string, StaleCode>();
  for (const { name, fix, commit, cameAt } of fixes)
    if (commit !== null && cameAt !== null && Date.parse(cameAt) > startedAt)
      found.set(commit.hash, { commit: fix.commit, at: cameAt, fix: name, files: [] });
  for (const { file, commit, at } of changes) {
    const moment = Date.parse(at);
    if (moment <= startedAt || moment > (endedAt ?? Number.POSITIVE_INFINITY)) continue;
    const key = commit?.hash ?? `${uncommitted} ${file}`;
    const known = found.get(key);
    const stale = known ?? { commit: commit?.hash.slice(0, 7) ?? uncommitted, at, fix: null, files: [] };
    found.set(key, { ...stale, files: [...(stale.files ?? []), file] });
  }
  return [...found.values()].sort((one, other) => Date.parse(one.at) - Date.parse(other.at));
}

/** Stands in place of a commit for changes that are not committed. */
export const uncommitted = "uncommitted";

/** The fixes that were there when a run started, the earliest first. */
export function fixesBefore({ startedAt }: RunSpan, fixes: readonly FoundFix[]): { commit: string; at: string }[] {
  return fixes
    .flatMap(({ fix, cameAt }) =>
      cameAt === null || Date.parse(cameAt) > startedAt ? [] : [{ commit: fix.commit, at: cameAt }],
    )
    .sort((one, other) => Date.parse(one.at) - Date.parse(other.at));
}

/** A sentence for each fix of which it cannot be told whether a run has it. */
export function untoldFixes(fixes: readonly FoundFix[]): string[] {
  return fixes.flatMap(({ name, fix, commit, cameAt }) => {
    if (cameAt !== null) return [];
    const why =
      commit === null
        ? `git knows no commit ${fix.commit} here, or several of that name. Fetch it, or correct the name.`
        : `its commit ${fix.commit} is not in the code that is checked out here. Merge it, or check it out.`;
    return [`Whether it runs with the fix ${name} could not be told: ${why}`];
  });
}

/** Whether a fix is about a backfill: about one of its tables, or about no table in particular. */
export function concerns(fix: Fix, tables: readonly string[]): boolean {
  return fix.table === null || tables.includes(fix.table);
}
