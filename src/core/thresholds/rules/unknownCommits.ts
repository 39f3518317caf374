import type { Diagnostic, SourceRange } from "../../diagnostic";
import type { KnownSection } from "../knownSection";

/** Commits of a section's own cohorts that git does not know. */
export function unknownCommits({ file, section, facts }: KnownSection): Diagnostic[] {
  return section.commits
    .filter(({ name }) => facts.unknownCommits.includes(name))
    .map(({ name, range }) => unknownCommit(file, range, name, "rows cannot be told apart by it"));
}

/** @param consequence what is not possible without the commit */
export function unknownCommit(file: string, range: SourceRange, name: string, consequence: string): Diagnostic {
  const message = `git knows no commit ${name}, so ${consequence}. Correct it, or fetch the whole history.`;
  return { file, ...range, severity: "warning", code: "unknown-commit", message, fixes: [] };
}
