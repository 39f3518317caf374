import assert from "node:assert/strict";
import type { DateValue, TableResult } from "../../src/core/coverage/validation";
import { seededRandom } from "../unit/seededRandom";
import { checkOf, makePlace, onlyTable, pipelineText } from "./measureWorkspace";

/** A row as JavaScript knows it; `f` is a number, NaN or an infinity. */
type Row = {
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

const seed = Number(process.env["SEED"] ?? Date.now() % 1_000_000);
const [start, end] = ["2024-02-27", "2024-03-01"];
const days = [
  "2024-02-25",
  "2024-02-26",
  "2024-02-27",
  "2024-02-28",
  "2024-02-29",
  "2024-03-01",
  "2024-03-02",
  "2024-03-03",
];

function randomRows(random: () => number, count: number): Row[] {
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

function insertOf(rows: readonly Row[], dayType: string): string {
  const values = rows.map(
    ({ day, f, s, b, k, l, n, written, version }) =>
      `(${literal(day)}::${dayType}, ${literal(f)}::DOUBLE, ${[s, b, k, l, n].map(literal).join(", ")}, ${literal(written)}::TIMESTAMP, ${literal(version)})`,
  );
  return `INSERT INTO "odd ""näme""" VALUES ${values.join(",\n")}`;
}

const thresholds = `a:
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
`;

const mechanics = (cohorts: string): string => `tables:
  a:
    table: odd "näme"
    date_column: D
    key: [Ké y, l]
    written_at: written
    code_version: version
    columns: { truthful: "share(b IS NOT NULL AND b)" }
    cohorts: ${cohorts}
`;

const byTime = "{ after: { since: 2024-03-01 }, before: { since: 2024-01-01 }, old: {} }";
const byVersion = "{ fixed: { code_version: [v2, v3] }, early: { code_version: v1 } }";

type Wanted = (rows: readonly Row[]) => { numerator: number | null; denominator: number | null };
const where = (rows: readonly Row[], test: (row: Row) => boolean): number => rows.filter(test).length;
const finite = (row: Row): boolean => row.f !== null && Number.isFinite(row.f);
const narrow = (row: Row): boolean => (row.f !== null && (row.f > 0 || Number.isNaN(row.f))) || row.s === "";
const distinct = (rows: readonly Row[], key: (row: Row) => unknown): number =>
  new Set(rows.map((row) => JSON.stringify(key(row)))).size;
const isTrue = (row: Row): boolean => row.b === true;

/** The counts behind each check, by plain JavaScript. */
const oracle: Readonly<Record<string, Wanted>> = {
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
};

/** Numbers that are no counts. */
const numbers: Readonly<Record<string, (rows: readonly Row[]) => number | null>> = {
  min_n: (rows) => sum(rows.map(({ n }) => n)) / rows.length,
  least: (rows) => Math.min(...rows.filter(finite).map(({ f }) => f ?? 0)),
  most: (rows) => Math.max(...rows.filter(finite).map(({ f }) => f ?? 0)),
  all_of_it: (rows) => sum(rows.map(({ n }) => n)),
  strict: (rows) => where(rows, ({ s }) => s === null),
  f_average: (rows) => sum(rows.filter(finite).map(({ f }) => f ?? 0)) / where(rows, finite),
};
const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

const cohortsByTime: Readonly<Record<string, (row: Row) => boolean>> = {
  after: ({ written }) => written !== null && written >= "2024-03-01",
  before: ({ written }) => written !== null && written < "2024-03-01",
  old: ({ written }) => written === null,
};
const cohortsByVersion: Readonly<Record<string, (row: Row) => boolean>> = {
  fixed: ({ version }) => version === "v2" || version === "v3",
  early: ({ version }) => version === "v1",
  "(other)": ({ version }) => version === null,
};

function assertAgrees(
  table: TableResult,
  rows: readonly Row[],
  cohorts: Readonly<Record<string, (row: Row) => boolean>>,
): void {
  const inside = rows.filter(({ day }) => day !== null && day >= start && day <= end);
  assert.equal(table.reason, null);
  assert.equal(table.rows, inside.length);
  assert.equal(table.scan.statements, 1);
  assert.equal(table.dates.present, 4);
  const cohortNames = Object.keys(cohorts);
  assert.deepEqual(
    table.cohorts,
    cohortNames.map((name) => ({ name, rows: where(inside, cohorts[name] ?? (() => false)) })),
  );
  assert.equal(sum(table.cohorts.map((cohort) => cohort.rows)), inside.length);

  for (const [key, wanted] of Object.entries(oracle)) {
    const check = checkOf(table, key);
    const counts = ({ numerator = null, denominator = null }: Partial<DateValue>): unknown => ({
      numerator,
      denominator,
    });
    assert.deepEqual(counts(check), wanted(inside), key);
    for (const cohort of check.cohorts)
      assert.deepEqual(
        counts(cohort),
        wanted(inside.filter(cohorts[cohort.name] ?? (() => false))),
        `${key} ${cohort.name}`,
      );
    for (const date of check.byDate ?? [])
      assert.deepEqual(counts(date), wanted(inside.filter(({ day }) => day === date.date)), `${key} ${date.date}`);
    assert.deepEqual([check.cohorts.length, check.byDate?.length], [cohortNames.length, 4], key);
  }
  for (const [key, wanted] of Object.entries(numbers)) {
    const observed = checkOf(table, key).observed ?? NaN;
    assert.ok(Math.abs(observed - (wanted(inside) ?? NaN)) < 1e-9, `${key}: ${observed}, by hand ${wanted(inside)}`);
  }
  const average = checkOf(table, "min_n").byDate ?? [];
  assert.deepEqual(
    average,
    days.slice(2, 6).map((date) => {
      const ofDay = inside.filter(({ day }) => day === date);
      return { date, sum: sum(ofDay.map(({ n }) => n)), count: ofDay.length };
    }),
  );
  const mean = sum(inside.map(({ n }) => n)) / inside.length;
  const deviation = Math.sqrt(sum(inside.map(({ n }) => (n - mean) ** 2)) / (inside.length - 1));
  assert.ok(Math.abs((checkOf(table, "spread").observed ?? NaN) - deviation) < 1e-9);

  const [segments] = checkOf(table, "s_pct").segments ?? [];
  const bySegment = new Map(
    segments?.values.map(({ name, numerator, denominator }) => [name, [numerator, denominator]]),
  );
  const ofSegment = (l: string | null): number[] => {
    const members = inside.filter((row) => row.l === l);
    return [where(members, ({ s }) => s !== null), members.length];
  };
  assert.deepEqual(
    bySegment,
    new Map([...bySegment.keys()].map((name) => [name, ofSegment(name === "(null)" ? null : name)])),
  );
  assert.deepEqual([...bySegment.keys()].sort(), ["(null)", "p", "q"]);
}

describe(`measured against counting by hand (seed ${seed}; set SEED to repeat)`, () => {
  const place = makePlace();
  after(() => place.remove());
  const dayTypes = ["DATE", "TIMESTAMP", "VARCHAR", "TIMESTAMPTZ"];
  for (const [index, dayType] of dayTypes.entries())
    it(`dates kept as ${dayType}, cohorts by ${index % 2 === 0 ? "time" : "code version"}`, async () => {
      const rows = randomRows(seededRandom(seed + index), 3000);
      const file = `${dayType}.duckdb`;
      const columns = `"D" ${dayType}, f DOUBLE, s VARCHAR, b BOOLEAN, "Ké y" INTEGER, l VARCHAR, n INTEGER, written TIMESTAMP, version VARCHAR`;
      await place.query(
        file,
        "SET TimeZone = 'UTC'",
        `CREATE TABLE "odd ""näme""" (${columns})`,
        insertOf(rows, dayType),
      );
      const cohorts = index % 2 === 0 ? byTime : byVersion;
      const files = { "t.yaml": thresholds, "headgate.yaml": pipelineText(file, mechanics(cohorts)) };
      const table = onlyTable(await place.validate(files, { byDate: true }));
      assertAgrees(table, rows, index % 2 === 0 ? cohortsByTime : cohortsByVersion);
    });

  it("without cohorts, segments and distinct counts, where coarser groups are rolled up here", async () => {
    const rows = randomRows(seededRandom(seed + 9), 3000);
    await place.query(
      "r.duckdb",
      `CREATE TABLE "odd ""näme""" (D DATE, f DOUBLE, s VARCHAR, b BOOLEAN, k INTEGER, l VARCHAR, n INTEGER, written TIMESTAMP, version VARCHAR)`,
      insertOf(rows, "DATE"),
    );
    const files = {
      "t.yaml": `a:\n  f_pct: 50\n  min_n: 0\n  least: { metric: minimum(f), min: -9 }\n  most: { metric: maximum(f), max: 9 }\n`,
      "headgate.yaml": pipelineText("r.duckdb", 'tables:\n  a: { table: odd "näme", date_column: d }\n'),
    };
    const table = onlyTable(await place.validate(files));
    const inside = rows.filter(({ day }) => day !== null && day >= start && day <= end);
    assert.deepEqual(
      [
        table.rows,
        checkOf(table, "f_pct").numerator,
        checkOf(table, "least").observed,
        checkOf(table, "most").observed,
      ],
      [inside.length, where(inside, finite), -2, 1.5],
    );
    assert.equal(checkOf(table, "f_pct").byDate, undefined);
  });
});
