import type { Column } from "../../coverage/column";
import { findColumn } from "../../coverage/column";
import { codeText, markdownText, paragraphs } from "../../report/markdownText";
import { countText } from "../../report/numbers";
import { countsText, observedText } from "../../report/sentences";
import { agoText } from "../../report/times";
import { doneText, stateText } from "../../report/backfillSentences";
import type { Commit, LanguageFacts } from "../facts";
import { columnsOf, measuredResult, type KnownTable } from "../knownTable";
import { schemaAge } from "../schemaAge";

/** A column of a table: its type, and how many rows have a value. Null where the table is not known to have it. */
export function hoverColumn(name: string, table: KnownTable, now: Date): string | null {
  const column = findColumn(columnsOf(table), name);
  if (!column) return null;
  return paragraphs(
    `**${codeText(column.name)}** · ${codeText(column.type)}, a column of ${codeText(table.table)}`,
    presentText(column, table, now),
    schemaAge(table, now),
  );
}

function presentText({ name }: Column, table: KnownTable, now: Date): string {
  const result = measuredResult(table, `completeness(${name})`);
  if (!result || table.measuredAt === null) return "How many rows have a value was not measured yet.";
  return markdownText(`${observedText(result)} present · ${countsText(result)} · ${agoText(table.measuredAt, now)}`);
}

/** A name of `columns:` and what it stands for. */
export function hoverDeclared(name: string, meaning: string, table: KnownTable, now: Date): string {
  const column = hoverColumn(meaning, table, now);
  return paragraphs(`**${codeText(name)}** in a bound's name stands for ${codeText(meaning)}.`, column);
}

/** A commit by its hash, or the beginning of it: subject and time. */
export function hoverCommit(written: string, { commits, now }: LanguageFacts): string | null {
  const hash = written.replace(/^["']|["']$/g, "").toLowerCase();
  if (!/^[0-9a-f]{4,40}$/.test(hash)) return null;
  const found = commits.filter((commit) => commit.hash.startsWith(hash));
  const [commit] = found;
  if (!commit || found.length > 1)
    return commits.length === 0
      ? null
      : `**${codeText(hash)}** ${found.length > 1 ? "can be several commits. Write more of its hash." : `is not among the latest ${countText(commits.length)} commits of this branch.`}`;
  return `**${codeText(commit.hash.slice(0, 10))}** ${commitText(commit, now)}`;
}

/** `Mend the delay · 2 d ago (2024-03-30)`. */
function commitText({ subject, at }: Commit, now: Date): string {
  return `${markdownText(subject)} · ${agoText(at, now)} (${at.slice(0, 10)})`;
}

/** A cohort: its rows as last counted, and the commit that it begins with. */
export function hoverCohort(
  name: string,
  table: KnownTable,
  sinceCommit: string | undefined,
  facts: LanguageFacts,
): string {
  const { result, measuredAt } = table;
  const cohort = result?.cohorts.find((one) => one.name === name);
  const all = result?.rows ?? null;
  const rows =
    cohort && measuredAt !== null
      ? `${countText(cohort.rows)}${all === null ? "" : ` of ${countText(all)}`} rows are in it · ${agoText(measuredAt, facts.now)}`
      : "Its rows were not counted yet. Validate to see them.";
  return paragraphs(
    `**${codeText(name)}** · cohort of ${codeText(table.section)}`,
    rows,
    sinceCommit === undefined ? null : hoverCommit(sinceCommit, facts),
  );
}

/** A backfill as it was last seen. */
export function hoverBackfill(name: string, { backfills, pipeline }: LanguageFacts): string | null {
  const declared = pipeline && Object.hasOwn(pipeline.backfills, name) ? pipeline.backfills[name] : undefined;
  if (!declared) return null;
  const status = backfills.find((one) => one.name === name);
  const tables = declared.tables.map(codeText).join(", ");
  return paragraphs(
    `**${codeText(name)}** · backfill${tables && ` that fills ${tables}`}`,
    status !== undefined &&
      markdownText(status.state === "idle" ? stateText(status) : `${stateText(status)} · ${doneText(status)} dates`),
  );
}
