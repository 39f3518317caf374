import type { TableMechanics } from "../../pipeline/pipeline";
import { findColumn, type Column } from "../column";
import type { Dialect } from "./dialect";
import type { Mark } from "./planSource";
import { otherCohort, uncertainCohort, type CommitFacts, type RowTest, type ToldCohort } from "./rowTests";

/** The table whose rows are told apart, and how its SQL is written. */
export type RowTelling = {
  readonly columns: readonly Column[];
  readonly mechanics: Pick<TableMechanics, "writtenAt" | "codeVersion">;
  readonly dialect: Dialect;
  readonly mark: Mark;
};

/** The cohort of a row as SQL: the first that fits; rows that fit none are in the cohort `(other)`. */
export function cohortSql(cohorts: readonly ToldCohort[], telling: RowTelling): string {
  if (cohorts.length === 0) return "CAST(NULL AS VARCHAR)";
  const branches: string[] = [];
  for (const { name, test } of cohorts) {
    const found = test && testSql(test, telling);
    if (found === null) return caseOf(branches, telling.mark(name, "text"));
    if (found.uncertain !== null) branches.push(`WHEN ${found.uncertain} THEN '${uncertainCohort}'`);
    branches.push(`WHEN ${found.fits} THEN ${telling.mark(name, "text")}`);
  }
  return caseOf(branches, `'${otherCohort}'`);
}

/** True, as SQL, of rows that code with a commit in it wrote for certain. */
export function certainlyHas(commit: CommitFacts, telling: RowTelling): string {
  const { fits, uncertain } = commitSql(commit, telling);
  return uncertain === null ? fits : `(${fits} AND NOT ${uncertain})`;
}

function caseOf(branches: readonly string[], rest: string): string {
  return branches.length === 0 ? rest : `CASE ${branches.join(" ")} ELSE ${rest} END`;
}

/** The rows that fit, and those, to be taken out before, of which it cannot be told. Each is SQL that stands for itself. */
type TestSql = { readonly fits: string; readonly uncertain: string | null };

function testSql(test: RowTest, telling: RowTelling): TestSql {
  switch (test.kind) {
    case "since": {
      const written = writtenOf(telling);
      return {
        fits: `${written.sql} >= ${telling.mark(sinceAs(written.kind, test.at), written.kind)}`,
        uncertain: null,
      };
    }
    case "versions":
      return { fits: isOneOf(test.versions, telling), uncertain: null };
    case "commit":
      return commitSql(test.commit, telling);
  }
}

function commitSql({ at, oldCode, versions }: CommitFacts, telling: RowTelling): TestSql {
  if (versions !== null) {
    const nobody = `${versionOf(telling)} IS NULL`;
    const unknown = versions.unknown.length === 0 ? nobody : `${nobody} OR ${isOneOf(versions.unknown, telling)}`;
    return { fits: isOneOf(versions.having, telling), uncertain: `(${unknown})` };
  }
  const { sql, kind } = writtenOf(telling);
  const since = `${sql} >= ${telling.mark(momentAs(kind, at), kind)}`;
  // Of a day alone it cannot be told on which side of the commit it was.
  const spell = oldCode ?? (kind === "date" ? { until: at } : null);
  if (spell === null) return { fits: since, uncertain: null };
  const still = spell.until === null ? "" : ` AND ${sql} <= ${telling.mark(momentAs(kind, spell.until), kind)}`;
  return { fits: since, uncertain: `(${since}${still})` };
}

function isOneOf(versions: readonly string[], telling: RowTelling): string {
  if (versions.length === 0) return "FALSE";
  const marks = versions.map((version) => telling.mark(version, "text"));
  return `${versionOf(telling)} IN (${marks.join(", ")})`;
}

function versionOf({ columns, mechanics, dialect }: RowTelling): string {
  return dialect.asText(dialect.identifier(named(columns, mechanics.codeVersion).name));
}

function writtenOf({ columns, mechanics, dialect }: RowTelling): { sql: string; kind: Column["kind"] } {
  const { name, kind } = named(columns, mechanics.writtenAt);
  return { sql: dialect.identifier(name), kind };
}

/** `mechanicsProblem` has seen that the columns are there. */
function named(columns: readonly Column[], name: string | null): Column {
  return findColumn(columns, name ?? "") ?? { name: name ?? "", type: "", kind: "other" };
}

const timeWithZone = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?) ?(?:Z|([+-]\d\d)(?::?(\d\d))?)$/i;

/** A time as a person wrote it. With a zone it is an instant, and is made one here: of a time without one engines drop the zone. */
function sinceAs(kind: Column["kind"], written: string): string {
  const [, day, clock, hours, minutes = "00"] = timeWithZone.exec(written) ?? [];
  if (day === undefined || clock === undefined) return written;
  const time = Date.parse(`${day}T${clock}${hours === undefined ? "Z" : `${hours}:${minutes}`}`);
  return Number.isNaN(time) ? written : momentAs(kind, new Date(time).toISOString());
}

/** An instant as the text that a column of this kind is compared with; times without a zone count as UTC. */
function momentAs(kind: Column["kind"], instant: string): string {
  if (kind === "date") return instant.slice(0, 10);
  return kind === "timestamp" ? instant.slice(0, 23).replace("T", " ") : instant;
}
