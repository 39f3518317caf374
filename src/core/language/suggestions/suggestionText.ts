import { decimalText } from "../../coverage/decimal";
import { heldAgainst } from "../../coverage/heldAgainst";
import { metricText } from "../../coverage/metric";
import { countedText } from "../../report/numbers";
import { looserBound } from "./suggestBound";
import { suggestedText, type BoundSuggestion } from "./suggestSection";

/** What is suggested for the bounds of one section. */
export type SectionSuggestions = {
  readonly section: string;
  /** Why the data could not be measured now; null when it was. */
  readonly notMeasured: string | null;
  readonly suggestions: readonly BoundSuggestion[];
};

/** The suggestions as lines of the thresholds language, with where each comes from. */
export function suggestionText({ section, notMeasured, suggestions }: SectionSuggestions): string {
  const told = suggestions.filter(({ bound }) => bound !== null);
  const rest = suggestions.filter(({ bound }) => bound === null);
  return [
    `# Suggested for ${section}. ${changesText(suggestions)}`,
    ...(notMeasured === null
      ? []
      : [`# Out of history alone, since the data could not be measured: ${oneLine(notMeasured)}`]),
    `${yamlName(section)}:`,
    ...aligned(told.flatMap(linesOf)),
    ...rest.map(({ check, because }) => `  # ${name(check.id)}: no suggestion. ${oneLine(because)}`),
    "",
  ].join("\n");
}

/** How the suggestions differ from what stands there: `It loosens price_pct from 100 to 91.1 and adds 3 bounds.` */
export function changesText(suggestions: readonly BoundSuggestion[]): string {
  const having = (change: BoundSuggestion["change"]): string =>
    suggestions
      .filter((one) => one.change === change)
      .map((one) => `${name(one.check.id)} from ${presentText(one)} to ${suggestedText(one)}`)
      .join(", ");
  const added = suggestions.filter(({ change }) => change === "new").length;
  const parts = [
    having("looser") && `loosens ${having("looser")}`,
    having("tighter") && `tightens ${having("tighter")}`,
    added > 0 && `adds ${countedText(added, "bound")}`,
  ].filter((part) => typeof part === "string" && part !== "");
  if (parts.length === 0) return "It changes nothing.";
  const last = parts.pop() ?? "";
  return `It ${parts.length === 0 ? last : `${parts.join(", ")} and ${last}`}.`;
}

/** The value behind the key, as it would stand in the file: `91.1`, or a map where a number is not enough. */
export function suggestedValue(suggestion: BoundSuggestion): string {
  const { check, nameTells, present } = suggestion;
  const text = suggestedText(suggestion);
  const { dates, where } = check;
  const warn = present?.limit === "fail" && !warnsTooLate(suggestion) ? check.warn && decimalText(check.warn) : null;
  const isPlain = nameTells && where === null && dates === null && check.warn === null;
  if (isPlain) return text;
  const entries = [
    dates?.from && `from: ${dates.from}`,
    dates?.until && `until: ${dates.until}`,
    !nameTells && `metric: ${JSON.stringify(metricText(check.metric))}`,
    `${limitName(suggestion)}: ${text}`,
    warn !== null && `warn: ${warn}`,
    where !== null && `where: ${JSON.stringify(where)}`,
  ];
  return `{ ${entries.filter((entry) => typeof entry === "string").join(", ")} }`;
}

/** Whether the warning that stands there is looser than the suggested bound that fails: it would never be seen. */
export function warnsTooLate({ check, present, bound }: BoundSuggestion): boolean {
  if (bound === null || present?.limit !== "fail" || check.warn === null) return false;
  return looserBound(check.warn, bound, check.comparison);
}

/** With a metric written out, the side of the bound is written too. */
function limitName({ present, nameTells, check }: BoundSuggestion): "fail" | "warn" | "min" | "max" {
  if (present?.limit === "warn") return "warn";
  if (nameTells) return "fail";
  return check.comparison === ">=" ? "min" : "max";
}

/** A key as YAML has it: in quotes where it is not plain. */
export function yamlName(text: string): string {
  return /^[\p{L}_][\p{L}\p{N}_.-]*$/u.test(text) && !/^(?:true|false|null|yes|no|on|off)$/i.test(text)
    ? text
    : JSON.stringify(text);
}

type Line = { readonly text: string; readonly comment: string };

function linesOf(suggestion: BoundSuggestion, index: number, all: readonly BoundSuggestion[]): Line[] {
  const { check } = suggestion;
  const value = suggestedValue(suggestion);
  const comment = commentOf(suggestion);
  if (check.dates === null) return [{ text: `  ${yamlName(check.key)}: ${value}`, comment }];
  const entry = { text: `    - ${value}`, comment };
  const begins = all[index - 1]?.check.key !== check.key;
  return begins ? [{ text: `  ${yamlName(check.key)}:`, comment: "" }, entry] : [entry];
}

/** `looser than 100, which fails now: 5th percentile of 31 dates, 2024-03-01 to 2024-03-31`. */
export function commentOf(suggestion: BoundSuggestion): string {
  const { check, change, because } = suggestion;
  if (change === "new") return `new: ${oneLine(because)}`;
  const fails = suggestion.observed !== null && heldAgainst(suggestion.observed, check).status === "fail";
  const standing = `${presentText(suggestion)}${fails ? ", which fails now" : ""}`;
  const relation = change === "same" ? "as it is" : `${change} than ${standing}`;
  return `${relation}: ${oneLine(because)}`;
}

function aligned(lines: readonly Line[]): string[] {
  const width = Math.min(44, Math.max(0, ...lines.map(({ text }) => text.length)));
  return lines.map(({ text, comment }) => (comment === "" ? text : `${text.padEnd(width)} # ${comment}`));
}

function presentText({ present }: BoundSuggestion): string {
  return present === null ? "" : decimalText(present.bound);
}

/** `price_pct`, `price_pct@..2024-01-31`: an id without its section. */
function name(id: string): string {
  return id.slice(id.indexOf(".") + 1);
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, " ");
}
