import type { Check } from "../../coverage/check";
import { duckdbDialect } from "../../coverage/sql/duckdbDialect";
import type { Dialect } from "../../coverage/sql/dialect";
import { metricText } from "../../coverage/metric";
import type { CheckResult, TableResult } from "../../coverage/validation";
import { resolveWindow, settledWindow } from "../../coverage/window";
import { codeText, fencedText, markdownText, paragraphs } from "../../report/markdownText";
import { countsText, distanceText, observedText, quantityText, statusWords, toldCohorts } from "../../report/sentences";
import { agoText } from "../../report/times";
import type { KnownSection } from "../../thresholds/knownSection";
import { boundMeaning } from "../boundMeaning";
import type { LanguageFacts } from "../facts";
import { suggestedBound } from "../suggestions/suggestBound";
import { measuredAtOf, measuredBound, partOfWindow, whyOld } from "../values/valueFacts";
import { checkSql } from "./checkSql";
import { trend } from "./trend";
import { whatIf } from "./whatIf";

/** All there is to tell of a bound: what it means, what the data is beside it, and the SQL that it becomes. */
export function hoverBound(check: Check, known: KnownSection): string {
  const { facts, section } = known;
  const table = facts.validation?.tables.find(({ name }) => name === section.name) ?? null;
  const measured = measuredBound(check, table);
  const sql = sqlOf(check, known);
  return paragraphs(
    `**${markdownText(check.key)}** · ${codeText(metricText(check.metric))}`,
    boundMeaning(check),
    check.dates !== null && datesText(check.dates),
    ...(measured.kind === "measured" && table
      ? measuredParts(check, measured.result, table, known)
      : [unmeasuredText(measured.kind)]),
    suggestionText(check, facts),
    check.runbook !== null && `When it fails: ${codeText(check.runbook)}`,
    sql && fencedText("sql", sql),
  );
}

function measuredParts(check: Check, result: CheckResult, table: TableResult, known: KnownSection): (string | null)[] {
  const { facts } = known;
  const old = whyOld(known, table, facts);
  const went = trend(check, facts.history, facts.now);
  return [
    observedLine(result, table, known),
    old && `⚠ **Not as it is now**: ${markdownText(old)}. Validate again.`,
    cohortLines(result),
    whatIf(check, result),
    went && `Trend: ${markdownText(went)}`,
  ];
}

/** `✕ **91.2 %** · 912 of 1,000 · 38 rows still need a value · 12 min ago`. */
function observedLine(result: CheckResult, table: TableResult, known: KnownSection): string {
  const { facts } = known;
  const { sign, word } = statusWords[result.status];
  const at = facts.validation ? measuredAtOf(table, facts.validation) : facts.now.toISOString();
  const part = partOfWindow(known, table, facts);
  const age = [part, agoText(at, facts.now)].filter((text) => text !== null).join(" · ");
  if (result.status === "unknown")
    return `${sign} **${word}**: ${markdownText(result.reason ?? table.reason ?? "no reason was given")} · ${age}`;
  const parts = [countsText(result), distanceText(result), age].filter((text) => text !== "");
  return `${sign} **${markdownText(observedText(result))}** · ${markdownText(parts.join(" · "))}`;
}

function cohortLines(result: CheckResult): string {
  return toldCohorts(result)
    .map((cohort) => {
      const counts = countsText(cohort);
      return `- ${codeText(cohort.name)} ${markdownText(quantityText(result, cohort))}${counts && ` · ${markdownText(counts)}`}`;
    })
    .join("\n");
}

function unmeasuredText(kind: "nothing" | "other" | "measured"): string {
  if (kind === "other") return "⚠ What was last measured under this name is something else. Validate again.";
  return "Not measured yet. Validate to see how the data fares.";
}

function suggestionText(check: Check, { history, now }: LanguageFacts): string | null {
  const suggestion = suggestedBound(check, history, now);
  if (suggestion.bound === null) return null;
  return `History suggests **${markdownText(suggestion.text)}**: ${markdownText(suggestion.because)}.`;
}

function datesText({ from, until }: NonNullable<Check["dates"]>): string {
  const days = [from && `from ${from}`, until && `until ${until}`].filter((text) => text !== null && text !== "");
  return `It holds ${days.length === 0 ? "for all days" : days.join(" ")}.`;
}

/** The dialect of a table's connection; null where none is known. */
function dialectOf({ mechanics, facts }: KnownSection): Dialect | null {
  const connections = facts.pipeline?.connections ?? {};
  const [only, another] = Object.keys(connections);
  const name = mechanics.connection ?? (another === undefined ? only : undefined);
  const connection = name !== undefined && Object.hasOwn(connections, name) ? connections[name] : undefined;
  return connection?.type === "duckdb" ? duckdbDialect : null;
}

/** Without columns their types are not known, and the SQL would not be the one that is run. */
function sqlOf(check: Check, known: KnownSection): string | null {
  const { mechanics, schema, section, facts } = known;
  const dialect = dialectOf(known);
  if (!dialect || !schema) return null;
  const declared = mechanics.window ?? facts.pipeline?.window ?? null;
  const zone = mechanics.timezone ?? "UTC";
  const window =
    declared && settledWindow(resolveWindow(declared, facts.now, zone), mechanics.settleHours, facts.now, zone).settled;
  const table = mechanics.table ?? section.name;
  return checkSql(check, { table, columns: schema.columns, mechanics, window }, dialect);
}
