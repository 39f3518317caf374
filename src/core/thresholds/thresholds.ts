import { movedDown, type SourceRange } from "../diagnostic";
import type { Baseline, DateRange } from "../coverage/check";
import type { Decimal } from "../coverage/decimal";
import type { Metric } from "../coverage/metric";
import type { TableMechanics } from "../pipeline/pipeline";
import type { RequirementKey } from "./requirementSchema";

/** The thresholds file as read: a section a table, in the file's order. */
export type ThresholdsFile = {
  /** Relative to the workspace root. */
  readonly file: string;
  readonly sections: readonly Section[];
  /** Seconds between two looks at running backfills; from `polling.interval_seconds`, default 60. */
  readonly pollSeconds: number;
};

export type Section = {
  readonly name: string;
  /** Its key in the file. */
  readonly range: SourceRange;
  /** Mechanics that stand in the section itself, for one-file set-ups; they win over `tables:`. */
  readonly mechanics: Partial<TableMechanics>;
  /** Mechanics of the file's `defaults:`; `tables:` and the section itself win over them. */
  readonly defaults: Partial<TableMechanics>;
  /** The commits that its own cohorts name. */
  readonly commits: readonly NamedCommit[];
  readonly bounds: readonly Bound[];
  /** What a gate asks of the backfills that fill the table. */
  readonly requirements: readonly BackfillRequirement[];
};

export type NamedCommit = { readonly name: string; readonly range: SourceRange };

/** One line (or map) of a section that bounds a metric; its name is resolved later, against the table's columns. */
export type Bound = {
  readonly key: string;
  /** Where it begins: its key, or its entry in a dated list. */
  readonly range: SourceRange;
  readonly keyRange: SourceRange;
  readonly fail: Decimal | null;
  /** The number that fails, as it stands in the file. */
  readonly failRange: SourceRange | null;
  readonly warn: Decimal | null;
  readonly warnRange: SourceRange | null;
  /** Set by `min:` or `max:` in a map; otherwise the name tells. */
  readonly comparison: ">=" | "<=" | null;
  /** A metric written in the map itself: `metric:` or `sql:`. */
  readonly metric: Metric | null;
  readonly where: string | null;
  /** The days it holds for, of a dated list; null: the table's whole window. */
  readonly dates: DateRange | null;
  readonly baseline: Baseline | null;
  readonly skipsWithoutBaseline: boolean;
  readonly segments: readonly string[];
  readonly allowEmpty: boolean | null;
  readonly runbook: string | null;
  /** Why this bound cannot be used; it is then `unknown`, never left out. */
  readonly unreadable: string | null;
};

export type BackfillRequirement = {
  readonly key: RequirementKey;
  readonly bound: Decimal;
  /** A file or an address that says what to do when it is not met. */
  readonly runbook: string | null;
  readonly range: SourceRange;
};

/** The same section so many lines further down. */
export function sectionMovedDown(section: Section, lines: number): Section {
  if (lines === 0) return section;
  return {
    ...section,
    range: movedDown(section.range, lines),
    commits: section.commits.map((commit) => ({ ...commit, range: movedDown(commit.range, lines) })),
    bounds: section.bounds.map((bound) => ({
      ...bound,
      range: movedDown(bound.range, lines),
      keyRange: movedDown(bound.keyRange, lines),
      failRange: bound.failRange && movedDown(bound.failRange, lines),
      warnRange: bound.warnRange && movedDown(bound.warnRange, lines),
    })),
    requirements: section.requirements.map((requirement) => ({
      ...requirement,
      range: movedDown(requirement.range, lines),
    })),
  };
}
