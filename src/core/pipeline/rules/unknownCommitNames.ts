import type { Diagnostic } from "../../diagnostic";
import { unknownCommit } from "../../thresholds/rules/unknownCommits";
import type { KnownPipeline } from "./knownPipeline";

/** Commits of fixes and cohorts that git does not know. */
export function unknownCommitNames({
  file,
  readable: { pipeline, yaml },
  facts: { surroundings },
}: KnownPipeline): Diagnostic[] {
  const unknown = new Set(surroundings?.unknownCommits ?? []);
  const ofFixes = Object.entries(pipeline.fixes)
    .filter(([, { commit }]) => unknown.has(commit))
    .map(([name, { commit }]) =>
      unknownCommit(
        file,
        yaml.rangeOfValue(["fixes", name, "commit"]),
        commit,
        "what ran before the fix cannot be told",
      ),
    );
  const ofCohorts = Object.entries(pipeline.tables).flatMap(([table, { cohorts = [] }]) =>
    cohorts.flatMap(({ name, sinceCommit }) => {
      if (sinceCommit === null || !unknown.has(sinceCommit)) return [];
      const range = yaml.rangeOfValue(["tables", table, "cohorts", name, "since_commit"]);
      return [unknownCommit(file, range, sinceCommit, "rows cannot be told apart by it")];
    }),
  );
  return [...ofFixes, ...ofCohorts];
}
