/** Random rows, what is asked of them, and the same counted row by row in plain JavaScript. */

/** A row as JavaScript knows it; `f` is a number, NaN or an infinity. */
export type Row = {
  readonly day: string | null;
  readonly f: number | null;
  readonly s: string | null;
  readonly b: boolean | null;
  readonly k: number | null;
  readonly l: string | null;
  readonly n: number;
  readonly written: string | null;
  readonly version: string | null;
};

export const [start, end] = ["2024-02-27", "2024-03-01"];
export const days = [
  "2024-02-25",
  "2024-02-26",
  "2024-02-27",
  "2024-02-28",
  "2024-02-29",
  "2024-03-01",
  "2024-03-02",
  "2024-03-03",
];

export function randomRows(random: () => number, count: number): Row[] {
  const pick = <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)] as T;
  return Array.from({ length: count }, (_, index) => ({
    day: random() < 0.03 ? null : pick(days),
    f: pick([null, NaN, Infinity, -Infinity, 0, 1.5, -2, 0.25]),
    s: pick([null, "", " ", "x"]),
    b: pick([null, true, false]),
    k: pick([null, 1, 2, 3, 4]),
    l: pick([null, "p", "q"]),
    n: index % 97,
    written: pick([null, "2024-02-01 00:00:00", "2024-03-01 00:00:00", "2024-03-05 10:00:00"]),
    version: pick([null, "v1", "v2", "v3"]),
  }));
}

const literal = (value: string | number | boolean | null): string => {
  if (value === null) return "NULL";
  if (typeof value === "string") return `'${value}'`;
  return typeof value === "number" && !Number.isFinite(value) ? `'${value}'::DOUBLE` : String(value);
};

export function insertOf(rows: readonly Row[], dayType: string): string {
  const values = rows.map(
    ({ day, f, s, b, k, l, n, written, version }) =>
      `(${literal(day)}::${dayType}, ${literal(f)}::DOUBLE, ${[s, b, k, l, n].map(literal).join(", ")}, ${literal(written)}::TIMESTAMP, ${literal(version)})`,
  );
  return `INSERT INTO "odd ""näme""" VALUES ${values.join(",\n")}`;
}

export const thresholds = `a:
  min_records: 1
  f_pct: 50
  s_pct: { fail: 50, segments: [l] }
  min_b_pct: 10
  truthful_pct: { warn: 10, where: f > 0 OR s = '' }
  min_n: 0
  least: { metric: minimum(f), min: -9 }
  most: { metric: maximum(f), max: 9 }
  all_of_it: { metric: sum(n), min: 0 }
  spread: { metric: stddev(n), min: 0 }
  keys: { metric: "distinct(Ké y)", min: 0 }
  max_duplicates: 100000
  max_some: { metric: "duplicates(l)", fail: 100000, where: b }
  strict: { sql: "count(*) FILTER (WHERE s IS NULL)", max: 100000 }
  f_average: { metric: average(f), max: 9 }
  f_gaps: { metric: missing(f), max: 100 }
  s_gaps: { metric: missing(s), max: 100, where: b }
  dated_pct:
    - { until: 2024-02-28, fail: 1, where: b OR f > 0 }
    - { from: 2024-02-29, until: 2024-02-29, fail: 1 }
    - { from: 2024-03-01, fail: 1 }
  dated_keys:
    - { from: 2024-02-28, until: 2024-02-29, metric: "distinct(Ké y)", min: 0 }
  dated_duplicates:
    - { from: 2024-02-28, metric: "duplicates(Ké y, l)", max: 99999 }
  dated_records:
    - { until: 2024-02-27, metric: row_count(), min: 0, segments: [l] }
  dated_sql:
    - { until: 2024-02-28, sql: "count(*) FILTER (WHERE s IS NULL)", max: 99999, segments: [l] }
    - { from: 2024-02-29, sql: "count(*) FILTER (WHERE s IS NULL)", max: 99999 }
  dated_average:
    - { until: 2024-02-29, metric: average(n), min: 0 }
  f_drop_pct: { fail: 100, baseline: { days: 2 } }
  b_drop_pct: { fail: 100, baseline: { days: 1 }, where: f > 0 OR s = '' }
  s_drop_pct:
    - { from: 2024-03-01, fail: 100, baseline: { start: 2024-02-25, end: 2024-02-26 } }
`;

export const mechanics = (cohorts: string): string => `tables:
  a:
    table: odd "näme"
    date_column: D
    key: [Ké y, l]
    written_at: written
    code_version: version
    columns: { truthful: "share(b IS NOT NULL AND b)", dated: f }
    cohorts: ${cohorts}
`;

export const byTime = "{ after: { since: 2024-03-01 }, before: { since: 2024-01-01 }, old: {} }";
export const byVersion = "{ fixed: { code_version: [v2, v3] }, early: { code_version: v1 } }";

export const byCommit = "{ fixed: { since_commit: v2 }, rest: {} }";

export type Wanted = (rows: readonly Row[]) => { numerator: number | null; denominator: number | null };
export const where = (rows: readonly Row[], test: (row: Row) => boolean): number => rows.filter(test).length;
export const finite = (row: Row): boolean => row.f !== null && Number.isFinite(row.f);
const narrow = (row: Row): boolean => (row.f !== null && (row.f > 0 || Number.isNaN(row.f))) || row.s === "";
const distinct = (rows: readonly Row[], key: (row: Row) => unknown): number =>
  new Set(rows.map((row) => JSON.stringify(key(row)))).size;
const isTrue = (row: Row): boolean => row.b === true;

/** The counts behind each check, by plain JavaScript. */
export const oracle: Readonly<Record<string, Wanted>> = {
  min_records: (rows) => ({ numerator: rows.length, denominator: null }),
  f_pct: (rows) => ({ numerator: where(rows, finite), denominator: rows.length }),
  s_pct: (rows) => ({ numerator: where(rows, ({ s }) => s !== null), denominator: rows.length }),
  min_b_pct: (rows) => ({ numerator: where(rows, isTrue), denominator: rows.length }),
  truthful_pct: (rows) => ({
    numerator: where(rows, (row) => narrow(row) && isTrue(row)),
    denominator: where(rows, narrow),
  }),
  keys: (rows) => ({
    numerator: distinct(
      rows.filter(({ k }) => k !== null),
      ({ k }) => k,
    ),
    denominator: null,
  }),
  max_duplicates: (rows) => ({ numerator: rows.length - distinct(rows, ({ k, l }) => [k, l]), denominator: null }),
  max_some: (rows) => ({
    numerator: where(rows, isTrue) - distinct(rows.filter(isTrue), ({ l }) => l),
    denominator: null,
  }),
  f_gaps: (rows) => ({ numerator: rows.length - where(rows, finite), denominator: rows.length }),
  s_gaps: (rows) => ({
    numerator: where(rows, (row) => isTrue(row) && row.s === null),
    denominator: where(rows, isTrue),
  }),
};

/** Checks that look at some of the days: which, and the counts behind them. */
export const datedOracle: Readonly<Record<string, readonly [from: string, until: string, wanted: Wanted]>> = {
  "dated_pct@..2024-02-28": [
    "2024-02-27",
    "2024-02-28",
    (rows) => {
      const asked = rows.filter((row) => isTrue(row) || (row.f !== null && (row.f > 0 || Number.isNaN(row.f))));
      return { numerator: where(asked, finite), denominator: asked.length };
    },
  ],
  "dated_pct@2024-02-29..2024-02-29": [
    "2024-02-29",
    "2024-02-29",
    (rows) => ({ numerator: where(rows, finite), denominator: rows.length }),
  ],
  "dated_pct@2024-03-01..": [
    "2024-03-01",
    "2024-03-01",
    (rows) => ({ numerator: where(rows, finite), denominator: rows.length }),
  ],
  "dated_keys@2024-02-28..2024-02-29": [
    "2024-02-28",
    "2024-02-29",
    (rows) => ({
      numerator: distinct(
        rows.filter(({ k }) => k !== null),
        ({ k }) => k,
      ),
      denominator: null,
    }),
  ],
  "dated_duplicates@2024-02-28..": [
    "2024-02-28",
    "2024-03-01",
    (rows) => ({ numerator: rows.length - distinct(rows, ({ k, l }) => [k, l]), denominator: null }),
  ],
  "dated_records@..2024-02-27": ["2024-02-27", "2024-02-27", (rows) => ({ numerator: rows.length, denominator: null })],
};

/** The same of numbers that are no counts. */
export const datedNumbers: Readonly<
  Record<string, readonly [from: string, until: string, wanted: (rows: readonly Row[]) => number]>
> = {
  "dated_sql@..2024-02-28": ["2024-02-27", "2024-02-28", (rows) => where(rows, ({ s }) => s === null)],
  "dated_sql@2024-02-29..": ["2024-02-29", "2024-03-01", (rows) => where(rows, ({ s }) => s === null)],
  "dated_average@..2024-02-29": ["2024-02-27", "2024-02-29", (rows) => sum(rows.map(({ n }) => n)) / rows.length],
};

/** Regressions: the days that they look at, those of their baselines, and what is counted in either. */
export const drops: Readonly<
  Record<string, readonly [now: readonly string[], before: readonly string[], wanted: Wanted]>
> = {
  f_drop_pct: [
    [start, end],
    ["2024-02-25", "2024-02-26"],
    (rows) => ({ numerator: where(rows, finite), denominator: rows.length }),
  ],
  b_drop_pct: [
    [start, end],
    ["2024-02-26", "2024-02-26"],
    (rows) => ({ numerator: where(rows, (row) => narrow(row) && row.b !== null), denominator: where(rows, narrow) }),
  ],
  "s_drop_pct@2024-03-01..": [
    ["2024-03-01", "2024-03-01"],
    ["2024-02-25", "2024-02-26"],
    (rows) => ({ numerator: where(rows, ({ s }) => s !== null), denominator: rows.length }),
  ],
};

/** Numbers that are no counts. */
export const numbers: Readonly<Record<string, (rows: readonly Row[]) => number | null>> = {
  min_n: (rows) => sum(rows.map(({ n }) => n)) / rows.length,
  least: (rows) => Math.min(...rows.filter(finite).map(({ f }) => f ?? 0)),
  most: (rows) => Math.max(...rows.filter(finite).map(({ f }) => f ?? 0)),
  all_of_it: (rows) => sum(rows.map(({ n }) => n)),
  strict: (rows) => where(rows, ({ s }) => s === null),
  f_average: (rows) => sum(rows.filter(finite).map(({ f }) => f ?? 0)) / where(rows, finite),
};
export const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

export type Cohorts = Readonly<Record<string, (row: Row) => boolean>>;

export const cohortsByTime: Cohorts = {
  after: ({ written }) => written !== null && written >= "2024-03-01",
  before: ({ written }) => written !== null && written < "2024-03-01",
  old: ({ written }) => written === null,
};
export const cohortsByVersion: Cohorts = {
  fixed: ({ version }) => version === "v2" || version === "v3",
  early: ({ version }) => version === "v1",
  "(other)": ({ version }) => version === null,
};

/** v1 and v2 are tags, and v2 is the fix; nobody knows a v3. */
export const cohortsByGit: Cohorts = {
  fixed: ({ version }) => version === "v2",
  rest: ({ version }) => version === "v1",
  uncertain: ({ version }) => version === null || version === "v3",
};
/** The fix is of 2024-03-01, and old code went on until the evening. */
export const cohortsByCommitTime: Cohorts = {
  fixed: ({ written }) => written !== null && written >= "2024-03-05",
  rest: ({ written }) => written === null || written < "2024-03-01",
  uncertain: ({ written }) => written !== null && written >= "2024-03-01" && written < "2024-03-05",
};
