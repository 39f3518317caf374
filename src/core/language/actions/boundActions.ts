import type { Check } from "../../coverage/check";
import { compareDecimals } from "../../coverage/decimal";
import type { TextEdit } from "../../diagnostic";
import { countedText } from "../../report/numbers";
import { checkId } from "../../thresholds/resolveSection";
import { knownSection } from "../../thresholds/knownSection";
import type { Action, ActionContext } from "./actionsAt";
import { boundsAt, type BoundInSection } from "./boundsAt";
import { looserBound, suggestedBound, type SuggestionBasis } from "../suggestions/suggestBound";
import { editsOf } from "../twoFiles";

/** What the bounds on a line can be asked for, mistake or none. */
export function boundActions(context: ActionContext, line: number): Action[] {
  const here = boundsAt(context.blocks, line);
  const set = here.flatMap((one) => setFromHistory(context, one));
  // On the key of a dated list all of its entries are meant, and each has a number of its own.
  const found = [
    ...(set.length === 1 ? set : []),
    ...here.flatMap((one) => markWarnOnly(context, one)),
    ...here.flatMap(openRunbook),
  ];
  return [...new Map(found.map((action) => [action.title, action])).values()];
}

/** Writes the bound that history suggests in the place of the one that stands there, and says which way that goes. */
function setFromHistory({ name, facts }: ActionContext, { section, bound }: BoundInSection): Action[] {
  const id = checkId(section.name, bound);
  const check = knownSection(section, name, facts).resolved.checks.find((one) => one.id === id);
  const present = bound.fail ?? bound.warn;
  const range = bound.failRange ?? bound.warnRange;
  if (!check || !present || !range) return [];
  const suggestion = suggestedBound(check, facts.history, facts.now);
  if (suggestion.bound === null || compareDecimals(suggestion.bound, present) === 0) return [];
  const { text } = suggestion;
  const looser = looserBound(suggestion.bound, present, check.comparison);
  // A warning that is looser than what fails would never be seen.
  const warnToo = bound.fail && bound.warn && looserBound(bound.warn, suggestion.bound, check.comparison);
  const edits: TextEdit[] = [{ ...range, text }];
  if (warnToo && bound.warnRange) edits.push({ ...bound.warnRange, text });
  const way = `${looser ? "loosens" : "tightens"} the ${blocks(check) ? "gate" : "warning"}`;
  const title = `Set to ${text} (from ${basisText(suggestion.basis)}; ${way})`;
  const look = { why: `${id}: ${suggestion.because}; ${way}`, remark: remarkAbove(bound, text, suggestion.because) };
  return [{ kind: "edit", title, edits: editsOf("thresholds", edits), mends: null, look }];
}

/** A line above the bound that says where its number comes from. */
function remarkAbove(
  { range: { line, column } }: Pick<BoundInSection["bound"], "range">,
  text: string,
  because: string,
): TextEdit {
  const place = { line, column: 1, endLine: line, endColumn: 1 };
  return { ...place, text: `${" ".repeat(column - 1)}# ${text}: ${because}\n` };
}

function blocks({ fail }: Check): boolean {
  return fail !== null;
}

function basisText({ kind, count }: SuggestionBasis): string {
  return kind === "dates" ? countedText(count, "date") : `validations on ${countedText(count, "day")}`;
}

function markWarnOnly({ name, facts }: ActionContext, { section, bound }: BoundInSection): Action[] {
  const { mechanics, resolved } = knownSection(section, name, facts);
  if (bound.fail === null || mechanics.warnOnly.includes(bound.key)) return [];
  // A name that fits no column is mended first: in `warn_only:` it would be one more that does not.
  const id = checkId(section.name, bound);
  if (!resolved.checks.some((check) => check.id === id)) return [];
  const title = `Let ${bound.key} only warn, with a reason…`;
  return [{ kind: "markWarnOnly", title, section: section.name, key: bound.key }];
}

function openRunbook({ bound: { runbook } }: BoundInSection): Action[] {
  return runbook === null ? [] : [{ kind: "openRunbook", title: `Open the runbook ${runbook}`, runbook }];
}
