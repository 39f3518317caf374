import type { TableResult } from "../../coverage/validation";
import { resolveWindow } from "../../coverage/window";
import { checksVerdict } from "../../report/checksVerdict";
import { codeText, markdownText, paragraphs } from "../../report/markdownText";
import { countedText, countText } from "../../report/numbers";
import { agoText } from "../../report/times";
import type { LanguageFacts } from "../facts";
import type { KnownTable } from "../knownTable";
import { schemaAge } from "../schemaAge";

/** A section: its table, how its last validation went, since when its columns are known, and its window. */
export function hoverSection(known: KnownTable, facts: LanguageFacts): string {
  const { table, section, mechanics, schema } = known;
  if (table === "none")
    return `**${codeText(section)}** has no table: a gate asks its requirements of the backfill that fills it.`;
  const connection = mechanics.connection === null ? "" : ` by the connection ${codeText(mechanics.connection)}`;
  return paragraphs(
    `**${codeText(section)}** · table ${codeText(table)}${connection}`,
    validationText(known, facts.now),
    windowText(known, facts),
    schema
      ? `${countedText(schema.columns.length, "column")}, seen ${agoText(schema.at, facts.now)}.`
      : "Its columns are not known yet. Validate once, and names are checked against them.",
    schemaAge(known, facts.now),
  );
}

function validationText({ result, measuredAt }: KnownTable, now: Date): string {
  if (!result || measuredAt === null) return "Not validated yet.";
  if (result.rows === null)
    return markdownText(`Could not be measured ${agoText(measuredAt, now)}: ${result.reason ?? "no reason was given"}`);
  const told = [checksVerdict(result.checks), countedText(result.rows, "row"), datesText(result)].filter(
    (text) => text !== "",
  );
  return `Validated ${agoText(measuredAt, now)}: ${told.join(" · ")}.`;
}

function datesText({ dates: { expected, present, missing } }: TableResult): string {
  if (expected === null) return `rows on ${countedText(present, "date")}`;
  return `rows on ${countText(expected - missing.length)} of ${countText(expected)} expected dates`;
}

function windowText({ mechanics }: KnownTable, { pipeline, now }: LanguageFacts): string | null {
  const declared = mechanics.window ?? pipeline?.window ?? null;
  if (mechanics.dateColumn === null) return "Without `date_column:` the whole table is measured at once.";
  if (declared === null) return null;
  const { start, end } = resolveWindow(declared, now, mechanics.timezone ?? "UTC");
  const own = mechanics.window ? "its own" : "of `headgate.yaml`";
  return `Window ${start} to ${end}, ${own}, by ${codeText(mechanics.dateColumn)}.`;
}
