import { shareADay, type Check } from "../../coverage/check";
import { compareDecimals, decimalText, toNumber, type Decimal } from "../../coverage/decimal";
import { metricText } from "../../coverage/metric";
import { recordedSchema } from "../../coverage/column";
import type { Diagnostic, SourceRange } from "../../diagnostic";
import type { LanguageFacts } from "../../language/facts";
import { connectionDialect } from "../../pipeline/connectionDialect";
import { boundText } from "../../report/numbers";
import { committedVerdict, verdictWords, type CommittedVerdict } from "./committedVerdict";
import { boundOf } from "./measuredBound";
import { resolveSection } from "../resolveSection";
import type { KnownSection } from "../knownSection";
import { sectionMechanics } from "../sectionMechanics";
import type { Section } from "../thresholds";

/**
 * Bounds that are weaker than in the last commit, and whether what was last measured would have passed the old ones. What fails
 * less readily is a matter for a review; where the data would not have passed, it may be the only reason that it passes now.
 */
export function loosened(known: KnownSection): Diagnostic[] {
  const { file, section, resolved, facts } = known;
  const before = facts.committed?.find(({ name }) => name === section.name);
  // A section that cannot be read at all measures nothing, which is told already.
  if (!before || section.bounds.some(({ key, unreadable }) => key === "bounds" && unreadable !== null)) return [];
  const say = (range: SourceRange, what: string, old: Check, fixes: Diagnostic["fixes"]): Diagnostic => {
    const verdict = committedVerdict(facts.validation, section.name, old);
    return loosenedAt(file, range, `${what}; ${verdictWords(verdict)}`, verdict.passes, fixes);
  };
  // A name that means nothing, or stood there in no other way, may be the one that is gone, half typed; it is told already.
  const mayBeTyped = resolved.unreadable.some(({ key }) => !before.bounds.some((bound) => bound.key === key));
  const ofChecks = committedChecks(before, file, facts).flatMap((old): Diagnostic[] => {
    const { fail } = old;
    if (fail === null || resolved.unreadable.some(({ key }) => key === old.key)) return [];
    const now = successorsOf(old, resolved.checks);
    if (now.length === 0 && mayBeTyped) return [];
    if (now.length === 0) return [say(section.range, `${asked(old, fail)} in ${old.key}, which is gone`, old, [])];
    return now.flatMap((check) => {
      const weakening = weakeningOf(old, check);
      const bound = boundOf(section, check);
      if (weakening === null || !bound) return [];
      const range = bound.failRange ?? bound.warnRange ?? bound.range;
      return [say(range, weakening, old, check.fail && bound.failRange ? restored(bound.failRange, fail) : [])];
    });
  });
  return [...ofChecks, ...loosenedRequirements(known, before)];
}

/** The checks of a section as of the last commit, with the mechanics of that commit where they are known. */
export function committedChecks(before: Section, file: string, facts: LanguageFacts): readonly Check[] {
  const tables = facts.committedTables ?? facts.pipeline?.tables ?? {};
  const mechanics = sectionMechanics({ tables }, before);
  const schema = recordedSchema(mechanics.table ?? before.name, mechanics.connection, facts.schemas);
  const dialect = connectionDialect(facts.pipeline, mechanics.connection);
  return resolveSection(file, before, mechanics, schema?.columns ?? null, dialect).checks;
}

export function loosenedAt(
  file: string,
  range: SourceRange,
  message: string,
  passes: CommittedVerdict["passes"],
  fixes: Diagnostic["fixes"] = [],
): Diagnostic {
  return { file, ...range, severity: passes === true ? "information" : "warning", code: "loosened", message, fixes };
}

/** The checks that ask the same now: the one of the same name, else those of the same key that share a day with it. */
function successorsOf(old: Check, checks: readonly Check[]): Check[] {
  const same = checks.find(({ id }) => id === old.id);
  return same ? [same] : checks.filter(({ key, dates }) => key === old.key && shareADay(dates, old.dates));
}

/** In what a check asks less than before, as the beginning of a sentence; null where it does not, or where that cannot be told. */
function weakeningOf(old: Check, now: Check): string | null {
  if (old.fail === null || old.comparison !== now.comparison || metricText(old.metric) !== metricText(now.metric))
    return null;
  if (now.fail === null) {
    const side = old.comparison === ">=" ? "below" : "above";
    return `The last commit failed ${side} ${boundText(toNumber(old.fail))}, and this only warns`;
  }
  const order = compareDecimals(now.fail, old.fail);
  if (old.comparison === ">=" ? order < 0 : order > 0) return asked(old, old.fail);
  if (old.where === null && now.where !== null)
    return `${asked(old, old.fail)} of all rows, not only of those that where: leaves`;
  return !old.allowEmpty && now.allowEmpty ? `${asked(old, old.fail)} also where there are no rows` : null;
}

function asked({ comparison }: Pick<Check, "comparison">, bound: Decimal): string {
  const text = boundText(toNumber(bound));
  return comparison === ">=" ? `The last commit asked for ${text}` : `The last commit allowed at most ${text}`;
}

function restored(range: SourceRange, bound: Decimal): Diagnostic["fixes"] {
  const text = decimalText(bound);
  return [{ title: `Use ${text}, as in the last commit`, edits: [{ ...range, text }] }];
}

/** What a gate asks of the backfills; whether they keep it, only their runs tell. */
function loosenedRequirements({ file, section }: KnownSection, before: Section): Diagnostic[] {
  return before.requirements.flatMap((old) => {
    if (section.bounds.some(({ key }) => key === old.key)) return [];
    const now = section.requirements.find(({ key }) => key === old.key);
    const comparison = old.key === "min_success_rate" ? ">=" : "<=";
    const order = now ? compareDecimals(now.bound, old.bound) : null;
    if (order !== null && (comparison === ">=" ? order >= 0 : order <= 0)) return [];
    const gone = now ? "" : ` in ${old.key}, which is gone`;
    const message = `${asked({ comparison }, old.bound)}${gone}; whether the backfills keep that, only a gate tells.`;
    return [loosenedAt(file, now?.range ?? section.range, message, null)];
  });
}
