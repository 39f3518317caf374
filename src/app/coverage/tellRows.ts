import type { Window } from "../../core/calendar";
import { findColumn } from "../../core/coverage/column";
import { mostVersions, planVersions } from "../../core/coverage/sql/planDistinct";
import { toldCohorts, type CommitFacts, type ToldCohort } from "../../core/coverage/sql/rowTests";
import type { ScanReceipt } from "../../core/coverage/validation";
import { failure, success, type Result } from "../../core/result";
import { commitVersions } from "./commitVersions";
import type { TableToMeasure } from "./measureTable";
import { oldCodeAfter } from "./oldCode";
import type { Ports } from "../ports";
import type { FoundTable, Warehouse } from "./warehouse";
import type { Workspace } from "../workspace";

/** How the rows of a table are told apart, once git, the recorded runs and the table itself have been asked. */
export type ToldRows = {
  /** Empty where they cannot be told apart. */
  readonly cohorts: readonly ToldCohort[];
  /** The fixes of the table that its rows can be held against. */
  readonly fixes: readonly { readonly name: string; readonly commit: CommitFacts }[];
  /** Why something cannot be told. */
  readonly remarks: readonly string[];
  readonly scans: readonly ScanReceipt[];
};

/** What is asked about a table's rows. */
export type RowQuestion = {
  readonly table: TableToMeasure;
  readonly found: FoundTable;
  /** The days of which rows are looked at; null: all. */
  readonly days: Window | null;
  /** Whether it matters which rows were written after the table's fixes. */
  readonly asksFixes: boolean;
};

/** The commits that cohorts and fixes name are looked up, and the versions in the table held against them. */
export async function tellRows(
  workspace: Workspace,
  ports: Ports,
  warehouse: Warehouse,
  question: RowQuestion,
  signal: AbortSignal,
): Promise<ToldRows> {
  const { mechanics, section } = question.table;
  const fixes = question.asksFixes
    ? Object.entries(workspace.pipeline.fixes).filter(([, fix]) => fix.table === section.name)
    : [];
  const cohortCommits = mechanics.cohorts.flatMap(({ sinceCommit }) => sinceCommit ?? []);
  const names = [...new Set([...cohortCommits, ...fixes.map(([, { commit }]) => commit)])];
  if (names.length === 0)
    return { cohorts: toldCohorts(mechanics.cohorts, new Map()), fixes: [], remarks: [], scans: [] };

  const versions = await versionsOf(warehouse, question, signal);
  const commits = new Map<string, CommitFacts>();
  const unresolved = new Map<string, string>();
  for (const name of names) {
    const facts = await factsOf(workspace, ports, question, name, versions);
    if (facts.ok) commits.set(name, facts.value);
    else unresolved.set(name, facts.error.message);
  }
  const untold = mechanics.cohorts.find(({ sinceCommit }) => unresolved.has(sinceCommit ?? ""));
  return {
    cohorts: untold ? [] : toldCohorts(mechanics.cohorts, commits),
    fixes: fixes.flatMap(([name, fix]) => {
      const commit = commits.get(fix.commit);
      return commit ? [{ name, commit }] : [];
    }),
    remarks: [
      ...(untold
        ? [`Rows are not told apart by cohort ${untold.name}: ${unresolved.get(untold.sinceCommit ?? "") ?? ""}`]
        : []),
      ...fixes
        .filter(([, { commit }]) => unresolved.has(commit))
        .map(
          ([name, { commit }]) =>
            `Baselines also hold rows from before the fix ${name}: ${unresolved.get(commit) ?? ""}`,
        ),
    ],
    scans: versions.ok && versions.value ? [versions.value.scan] : [],
  };
}

type Versions = { readonly values: readonly string[]; readonly scan: ScanReceipt };

/** The versions in the table; null where no column holds them. In a dry run none are read. */
async function versionsOf(
  warehouse: Warehouse,
  { table, found, days }: RowQuestion,
  signal: AbortSignal,
): Promise<Result<Versions | null>> {
  const { mechanics } = table;
  if (mechanics.codeVersion === null || !findColumn(found.columns, mechanics.codeVersion) || table.dryRun)
    return success(null);
  const statement = planVersions({ ...found, mechanics, window: days }, warehouse.dialect);
  const answer = await warehouse.query(statement, signal);
  if (!answer.ok) return answer;
  const values = answer.value.rows.map((row) => String(row["headgate_version"]));
  if (values.length > mostVersions)
    return failure(
      "query-refused",
      `${mechanics.codeVersion} holds more than ${mostVersions.toLocaleString("en-US")} versions. Name the right column: code_version: under \`tables:\`.`,
    );
  return success({ values, scan: answer.value.scan });
}

async function factsOf(
  workspace: Workspace,
  ports: Ports,
  { table: { mechanics, section, dryRun } }: RowQuestion,
  name: string,
  versions: Result<Versions | null>,
): Promise<Result<CommitFacts>> {
  const commit = await ports.git.commit(workspace.root, name);
  if (commit === null)
    return failure(
      "unknown-name",
      `git knows no commit ${name} here, or several of that name. Fetch it, or correct the name.`,
    );
  const { at, hash } = commit;
  if (mechanics.codeVersion !== null) {
    if (!versions.ok) return versions;
    const known = await commitVersions(workspace.root, ports.git, hash, versions.value?.values ?? []);
    return success({ at, oldCode: null, versions: known });
  }
  if (mechanics.writtenAt === null)
    return failure(
      "invalid-configuration",
      `no column says which code wrote a row, or when. Name one under \`tables:\`: code_version: or written_at:.`,
    );
  const oldCode = dryRun ? null : await oldCodeAfter(workspace, ports, section.name, at);
  return success({ at, oldCode, versions: null });
}
