import { dateRangeText, type Check, type UnreadableCheck } from "../coverage/check";
import type { Column } from "../coverage/column";
import { decimalText } from "../coverage/decimal";
import type { Diagnostic, Fix, SourceRange } from "../diagnostic";
import type { TableMechanics } from "../pipeline/pipeline";
import { useInstead } from "../yaml/readYaml";
import { aliasOf } from "./aliases";
import { checkProblem } from "./checkProblem";
import { resolveBound } from "./resolveBound";
import type { Bound, Section } from "./thresholds";

/** A section's bounds as checks. Every bound is in one of the two lists. */
export type ResolvedSection = {
  readonly checks: readonly Check[];
  readonly unreadable: readonly UnreadableCheck[];
  readonly diagnostics: readonly Diagnostic[];
};

/**
 * Turns the bounds of a section into checks.
 * @param file the thresholds file, for diagnostics
 * @param mechanics of `tables:` and the section together
 * @param schema the table's columns, or null when they are not known
 */
export function resolveSection(
  file: string,
  section: Section,
  mechanics: TableMechanics,
  schema: readonly Column[] | null,
): ResolvedSection {
  const checks: Check[] = [];
  const unreadable: UnreadableCheck[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const bound of section.bounds) {
    const id = checkId(section.name, bound);
    const refuse = (code: string, message: string, fixes: readonly Fix[]): void => {
      unreadable.push({ id, key: bound.key, reason: message, range: bound.range });
      const declared = fixes.map((fix) =>
        fix.declare ? { ...fix, declare: { ...fix.declare, section: section.name } } : fix,
      );
      diagnostics.push(diagnostic(file, bound.range, "error", code, message, declared));
    };
    if (bound.unreadable !== null) {
      unreadable.push({ id, key: bound.key, reason: bound.unreadable, range: bound.range });
      continue; // Its diagnostic came with reading the file.
    }
    const resolution = resolveBound(bound, mechanics, schema);
    if (!resolution.ok) refuse(resolution.code, resolution.message, resolution.fixes);
    else {
      const check = checkOf(id, bound, resolution.reading, mechanics);
      const problem = checkProblem(check, schema);
      if (problem) refuse(problem.code, problem.message, problem.code === "warn-looser-than-fail" ? swap(bound) : []);
      else checks.push(check);
      const name = aliasOf(bound.key);
      if (name !== undefined) diagnostics.push(aliasName(file, bound, name));
    }
  }
  return { checks, unreadable, diagnostics };
}

/** `section.key`; an entry of a dated list says its days as well: `section.key@..2024-04-30`. */
export function checkId(section: string, { key, dates }: Pick<Bound, "key" | "dates">): string {
  return `${section}.${key}${dates === null ? "" : `@${dateRangeText(dates)}`}`;
}

function checkOf(
  id: string,
  bound: Bound,
  reading: Pick<Check, "metric" | "comparison">,
  mechanics: TableMechanics,
): Check {
  const warnsOnly = mechanics.warnOnly.includes(bound.key);
  return {
    id,
    key: bound.key,
    metric: reading.metric,
    comparison: reading.comparison,
    fail: warnsOnly ? null : bound.fail,
    warn: warnsOnly ? (bound.warn ?? bound.fail) : bound.warn,
    where: bound.where,
    dates: bound.dates,
    baseline: bound.baseline,
    skipsWithoutBaseline: bound.skipsWithoutBaseline,
    segments: bound.segments,
    allowEmpty: bound.allowEmpty ?? mechanics.allowEmpty,
    runbook: bound.runbook,
    range: bound.range,
  };
}

/** Puts each of the two numbers in the place of the other. */
function swap({ fail, failRange, warn, warnRange }: Bound): Fix[] {
  if (!fail || !failRange || !warn || !warnRange) return [];
  const edits = [
    { ...failRange, text: decimalText(warn) },
    { ...warnRange, text: decimalText(fail) },
  ];
  return [{ title: "Swap the two bounds", edits }];
}

function aliasName(file: string, { key, keyRange }: Bound, name: string): Diagnostic {
  const message = `${key} is what another tool calls it, and is understood; here it is ${name}.`;
  return diagnostic(file, keyRange, "information", "alias-name", message, [useInstead(keyRange, name)]);
}

function diagnostic(
  file: string,
  range: SourceRange,
  severity: Diagnostic["severity"],
  code: string,
  message: string,
  fixes: readonly Fix[],
): Diagnostic {
  return { file, ...range, severity, code, message, fixes };
}
