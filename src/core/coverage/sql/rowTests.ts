import type { CohortDeclaration } from "../../pipeline/pipeline";

/** What is known of a commit that rows are told by. */
export type CommitFacts = {
  /** When it was committed (ISO 8601, UTC). */
  readonly at: string;
  /**
   * Until when code from before the commit went on writing: what was written from the commit till then (ISO 8601, UTC; null: it
   * still writes) cannot be told. Null where no such code ran.
   */
  readonly oldCode: { readonly until: string | null } | null;
  /** The versions that the table holds, as git knows them; null where no column says what wrote a row: then time tells. */
  readonly versions: CommitVersions | null;
};

/** Of the versions that a table holds: those that have a commit in their history, and those that git does not know. */
export type CommitVersions = { readonly having: readonly string[]; readonly unknown: readonly string[] };

/** How the rows of a cohort are known. */
export type RowTest =
  /** Written at or after a time, as a person wrote it. */
  | { readonly kind: "since"; readonly at: string }
  | { readonly kind: "versions"; readonly versions: readonly string[] }
  | { readonly kind: "commit"; readonly commit: CommitFacts };

/** A cohort whose rows can be told; without a test it takes what the ones before it left. */
export type ToldCohort = { readonly name: string; readonly test: RowTest | null };

/** Rows that none of the declared cohorts takes. */
export const otherCohort = "(other)";

/** Rows of which it cannot be told whether code with a cohort's commit wrote them. */
export const uncertainCohort = "uncertain";

/** The cohorts of a table, once it is known what their commits are. `commits` holds each commit that they name. */
export function toldCohorts(
  cohorts: readonly CohortDeclaration[],
  commits: ReadonlyMap<string, CommitFacts>,
): ToldCohort[] {
  return cohorts.map(({ name, since, codeVersion, sinceCommit }) => {
    const commit = sinceCommit === null ? undefined : commits.get(sinceCommit);
    if (commit) return { name, test: { kind: "commit", commit } };
    if (codeVersion !== null) return { name, test: { kind: "versions", versions: codeVersion } };
    return { name, test: since === null ? null : { kind: "since", at: since } };
  });
}
