import { dateRangeText, type Check, type UnreadableCheck } from "../coverage/check";
import type { Column } from "../coverage/column";
import type { DialectName } from "../coverage/sql/dialect";
import { refuseFragment } from "../coverage/sql/fragment";
import type { Diagnostic, Fix, SourceRange } from "../diagnostic";
import { unsafeSqlMessage } from "../pipeline/fragmentDiagnostics";
import type { TableMechanics } from "../pipeline/pipeline";
import { useInstead } from "../yaml/readYaml";
import { aliasOf } from "./aliases";
import { checkProblem, type CheckProblem } from "./checkProblem";
import { resolveBound } from "./resolveBound";
import type { Bound, Section } from "./thresholds";
import { usableFixes } from "./usableFixes";

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
 * @param dialect of the table's engine; null when it is not known, and then SQL must be safe on each
 */
export function resolveSection(
  file: string,
  section: Section,
  mechanics: TableMechanics,
  schema: readonly Column[] | null,
  dialect: DialectName | null,
): ResolvedSection {
  const checks: Check[] = [];
  const unreadable: UnreadableCheck[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const bound of section.bounds) {
    const id = checkId(section.name, bound);
    const refuse = (code: string, message: string, fixes: readonly Fix[], range = bound.range): void => {
      unreadable.push({ id, key: bound.key, reason: message, range: bound.range });
      const declared = fixes.map((fix) =>
        fix.declare ? { ...fix, declare: { ...fix.declare, section: section.name } } : fix,
      );
      diagnostics.push(diagnostic(file, range, "error", code, message, declared));
    };
    if (bound.unreadable !== null) {
      unreadable.push({ id, key: bound.key, reason: bound.unreadable, range: bound.range });
      continue; // Its diagnostic came with reading the file.
    }
    const resolution = resolveBound(bound, mechanics, schema);
    if (!resolution.ok) {
      const fixes = usableFixes(resolution.fixes, bound, section, mechanics, schema);
      refuse(resolution.code, resolution.message, fixes);
    } else {
      const check = checkOf(id, bound, resolution.reading, mechanics);
      const unsafe = unsafeSql(bound, check, dialect);
      const problem = unsafe ?? checkProblem(check, bound, schema);
      if (problem) refuse(problem.code, problem.message, problem.fixes, problem.range);
      else checks.push(check);
      const name = aliasOf(bound.key);
      if (name !== undefined) diagnostics.push(aliasName(file, bound, name, section, mechanics));
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

/** SQL that the table's engine would not read as one expression, with its place; of a metric in `columns:` that of its bound. */
function unsafeSql(
  { whereRange, metricRange, range }: Bound,
  { key, metric, where }: Check,
  dialect: DialectName | null,
): CheckProblem | undefined {
  const ofWhere = where === null ? undefined : refuseFragment(where, dialect);
  const unsafe = (message: string, place: SourceRange): CheckProblem => ({
    code: "unsafe-sql",
    message,
    fixes: [],
    range: place,
  });
  if (ofWhere !== undefined) return unsafe(unsafeSqlMessage(ofWhere), whereRange ?? range);
  const ofMetric = "sql" in metric ? refuseFragment(metric.sql, dialect) : undefined;
  if (ofMetric === undefined) return undefined;
  return metricRange === null
    ? unsafe(`The SQL of ${key} must be one expression, and it ${ofMetric}.`, range)
    : unsafe(unsafeSqlMessage(ofMetric), metricRange);
}

/** The name is not changed where something else goes by it, or where the other name is taken. */
function aliasName(
  file: string,
  { key, keyRange }: Bound,
  name: string,
  { bounds }: Section,
  { warnOnly }: TableMechanics,
): Diagnostic {
  const isFree = !warnOnly.includes(key) && !bounds.some((bound) => bound.key === name);
  const message = `${key} is what another tool calls it, and is understood; here it is ${name}.`;
  return diagnostic(file, keyRange, "information", "alias-name", message, isFree ? [useInstead(keyRange, name)] : []);
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
