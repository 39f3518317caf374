import assert from "node:assert/strict";
import type { DateValue, TableResult } from "../../src/core/coverage/validation";
import { seededRandom } from "../unit/seededRandom";
import { gitRepository } from "./gitRepository";
import { checkOf, makePlace, onlyTable, pipelineText } from "./measureWorkspace";
import {
  byCommit,
  byTime,
  byVersion,
  cohortsByCommitTime,
  cohortsByGit,
  cohortsByTime,
  cohortsByVersion,
  datedNumbers,
  datedOracle,
  days,
  drops,
  end,
  finite,
  insertOf,
  mechanics,
  numbers,
  oracle,
  randomRows,
  start,
  sum,
  thresholds,
  type Cohorts,
  type Row,
  type Wanted,
  where,
} from "./handCounts";

const seed = Number(process.env["SEED"] ?? Date.now() % 1_000_000);

/** Dated checks and regressions, on all rows whatever their days. */
function assertDaysAgree(table: TableResult, rows: readonly Row[], cohorts: Cohorts): void {
  const between = (from = "", until = ""): Row[] =>
    rows.filter(({ day }) => day !== null && day >= from && day <= until);
  const counts = ({ numerator = null, denominator = null }: Partial<DateValue>): unknown => ({
    numerator,
    denominator,
  });
  for (const [key, [from, until, wanted]] of Object.entries(datedOracle)) {
    const check = checkOf(table, key);
    const inside = between(from, until);
    assert.deepEqual(counts(check), wanted(inside), key);
    for (const { name, ...cohort } of check.cohorts)
      assert.deepEqual(counts(cohort), wanted(inside.filter(cohorts[name] ?? (() => false))), `${key} ${name}`);
    const asked = days.filter((day) => day >= from && day <= until);
    assert.deepEqual(
      check.byDate?.map(({ date }) => date),
      asked,
    );
    for (const date of check.byDate ?? [])
      assert.deepEqual(counts(date), wanted(between(date.date, date.date)), `${key} ${date.date}`);
  }
  for (const [key, [from, until, wanted]] of Object.entries(datedNumbers)) {
    const check = checkOf(table, key);
    const inside = between(from, until);
    assert.equal(check.observed, wanted(inside), key);
    for (const { name, observed } of check.cohorts) {
      const members = inside.filter(cohorts[name] ?? (() => false));
      assert.equal(observed, members.length === 0 ? null : wanted(members), `${key} ${name}`);
    }
    for (const { name, observed } of check.segments?.[0]?.values ?? [])
      assert.equal(
        observed,
        wanted(inside.filter(({ l }) => l === (name === "(null)" ? null : name))),
        `${key} ${name}`,
      );
  }
  for (const [key, [now, before, wanted]] of Object.entries(drops)) {
    const { baseline, observed, status, ...check } = checkOf(table, key);
    assert.deepEqual(counts(check), wanted(between(...now)), key);
    const earlier = wanted(between(...before));
    assert.deepEqual([baseline?.start, baseline?.end, counts(baseline ?? {})], [...before, earlier], key);
    const ratio = (of: ReturnType<Wanted>): number => (of.numerator ?? 0) / (of.denominator ?? 0);
    const byHand = (1 - ratio(wanted(between(...now))) / ratio(earlier)) * 100;
    assert.ok(Math.abs((observed ?? NaN) - byHand) < 1e-9, `${key}: ${observed}, by hand ${byHand}`);
    assert.equal(status, "pass", key);
  }
}

function assertAgrees(table: TableResult, rows: readonly Row[], cohorts: Cohorts, statements: number): void {
  const inside = rows.filter(({ day }) => day !== null && day >= start && day <= end);
  assert.equal(table.reason, null);
  assert.equal(table.rows, inside.length);
  assert.equal(table.scan.statements, statements);
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
  const repository = gitRepository(place.root);
  repository.commit("First", "2024-02-01T00:00:00Z");
  repository.run("tag", "v1");
  repository.commit("The fix", "2024-03-01T00:00:00Z");
  repository.run("tag", "v2");
  const run = {
    kind: "backfill",
    name: "fill",
    origin: "observed",
    pid: 1,
    identity: "1",
    argv: [],
    cwd: null,
  } as const;
  place.runs.push(
    { ...run, type: "started", id: "r", startedAt: "2024-02-29T00:00:00Z", log: null, dates: null, forced: null },
    { type: "ended", id: "e", run: "r", endedAt: "2024-03-01T20:00:00Z", exitCode: 0, signal: null, reason: null },
  );

  type Told = readonly [dayType: string, name: string, declared: string, cohorts: Cohorts, statements: number];
  // Two baselines are two statements beside the one; versions are one more.
  const cases: readonly Told[] = [
    ["DATE", "time", byTime, cohortsByTime, 3],
    ["TIMESTAMP", "code version", byVersion, cohortsByVersion, 3],
    ["VARCHAR", "commit and code version", byCommit, cohortsByGit, 4],
    ["TIMESTAMPTZ", "commit and time", byCommit, cohortsByCommitTime, 3],
  ];
  for (const [index, [dayType, name, declared, cohorts, statements]] of cases.entries())
    it(`dates kept as ${dayType}, cohorts by ${name}`, async () => {
      const rows = randomRows(seededRandom(seed + index), 3000);
      const file = `${dayType}.duckdb`;
      const columns = `"D" ${dayType}, f DOUBLE, s VARCHAR, b BOOLEAN, "Ké y" INTEGER, l VARCHAR, n INTEGER, written TIMESTAMP, version VARCHAR`;
      await place.query(
        file,
        "SET TimeZone = 'UTC'",
        `CREATE TABLE "odd ""näme""" (${columns})`,
        insertOf(rows, dayType),
      );
      const told =
        name === "commit and time" ? mechanics(declared).replace(/.*code_version.*\n/, "") : mechanics(declared);
      const pipeline = pipelineText(file, `${told}backfills: { fill: { tables: [a] } }\n`);
      const table = onlyTable(
        await place.validate({ "t.yaml": thresholds, "headgate.yaml": pipeline }, { byDate: true }),
      );
      assertAgrees(table, rows, cohorts, statements);
      assertDaysAgree(table, rows, cohorts);
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
