import assert from "node:assert/strict";
import type { RunRecord } from "../../src/app/ports";
import type { TableResult } from "../../src/core/coverage/validation";
import { gitRepository } from "./gitRepository";
import { checkOf, makePlace, onlyTable, pipelineText } from "./measureWorkspace";

const backfills = "backfills:\n  fill: { tables: [a] }\n  other: { tables: [b] }\n";

describe("cohorts by commit", () => {
  const place = makePlace();
  after(() => place.remove());
  const repository = gitRepository(place.root);
  const first = repository.commit("First", "2024-02-01T10:00:00Z");
  const fix = repository.commit("The fix", "2024-02-28T13:50:00Z");
  const later = repository.commit("Later", "2024-03-01T09:00:00Z");
  repository.run("tag", "v2");
  repository.run("checkout", "-q", "-b", "side", first);
  // Later than the fix, and without it.
  const side = repository.commit("Aside", "2024-03-02T09:00:00Z");
  repository.run("checkout", "-q", "main");

  type RowOf = readonly [version: string | null, written: string | null];
  const create = async (file: string, rows: readonly RowOf[], writtenType = "TIMESTAMP"): Promise<void> => {
    const literal = (text: string | null): string => (text === null ? "NULL" : `'${text}'`);
    const values = rows.map(([version, written], index) => `(${literal(version)}, ${literal(written)}, ${index})`);
    await place.query(
      file,
      "SET TimeZone = 'UTC'",
      `CREATE TABLE a AS SELECT DATE '2024-02-28' AS d, v, w::${writtenType} AS w, CASE WHEN i % 2 = 0 THEN 1 END AS x FROM (VALUES ${values.join(", ")}) t(v, w, i)`,
    );
  };
  const measured = async (file: string, mechanics: string, pipeline = backfills): Promise<TableResult> => {
    const tables = `tables: { a: { date_column: d, ${mechanics} } }\n${pipeline}`;
    return onlyTable(
      await place.validate(
        { "t.yaml": "a:\n  x_pct: 0\n", "headgate.yaml": pipelineText(file, tables) },
        { force: true },
      ),
    );
  };
  const counted = (table: TableResult): string[] => table.cohorts.map(({ name, rows }) => `${name} ${rows}`);
  beforeEach(() => {
    place.runs.length = 0;
    place.processes.length = 0;
  });

  const run = (id: string, startedAt: string, endedAt: string | null, over: Partial<RunRecord> = {}): RunRecord[] => [
    {
      type: "started",
      id,
      kind: "backfill",
      name: "fill",
      origin: "observed",
      pid: 7,
      identity: "boot 7",
      startedAt,
      argv: [],
      cwd: null,
      log: null,
      dates: null,
      forced: null,
      ...over,
    } as RunRecord,
    ...(endedAt === null
      ? []
      : [{ type: "ended" as const, id: `${id} end`, run: id, endedAt, exitCode: 0, signal: null, reason: null }]),
  ];

  it("with code_version: by what has the commit in its history, whenever that was made", async () => {
    const versions = [
      first,
      fix,
      fix.slice(0, 7),
      later.slice(0, 9),
      "v2",
      `v2-0-g${later.slice(0, 8)}`,
      side,
      null,
      "deadbeef",
      "main",
      "HEAD",
      ":/fix",
      `${later.slice(0, 7)}-dirty`,
    ];
    await create(
      "versions.duckdb",
      versions.map((version): RowOf => [version, null]),
    );
    const table = await measured(
      "versions.duckdb",
      `code_version: v, cohorts: { after_fix: { since_commit: ${fix.slice(0, 8)} }, before_fix: {} }`,
    );
    assert.deepEqual(counted(table), ["after_fix 5", "before_fix 2", "uncertain 6"]);
    assert.deepEqual([table.rows, table.scan.statements, table.remark], [13, 2, undefined]);
    assert.deepEqual(
      checkOf(table, "x_pct").cohorts.map(({ name, numerator, denominator }) => [name, numerator, denominator]),
      [
        ["after_fix", 2, 5],
        ["before_fix", 2, 2],
        ["uncertain", 3, 6],
      ],
    );
  });

  it("a row is in the first cohort that fits, also before one by commit", async () => {
    await create("order.duckdb", [
      [later, "2024-03-05 00:00"],
      [fix, "2024-01-01 00:00"],
      ["deadbeef", "2024-03-05 00:00"],
      ["deadbeef", "2024-01-01 00:00"],
    ]);
    const cohorts = `{ new: { since: 2024-03-01 }, fixed: { since_commit: "${fix}" }, later: { since_commit: "${later}" } }`;
    const table = await measured("order.duckdb", `code_version: v, written_at: w, cohorts: ${cohorts}`);
    assert.deepEqual(counted(table), ["new 2", "fixed 1", "later 0", "uncertain 1"]);
  });

  const times: readonly RowOf[] = [
    [null, "2024-02-28 13:49:59.999"],
    [null, "2024-02-28 13:50:00"],
    [null, "2024-02-28 15:00:00"],
    [null, "2024-02-28 15:00:00.001"],
    [null, "2024-02-29 10:00:00"],
    [null, null],
  ];
  const byTime = `written_at: w, cohorts: { after_fix: { since_commit: ${fix.slice(0, 8)} }, before_fix: {} }`;

  for (const type of ["TIMESTAMP", "TIMESTAMPTZ"])
    it(`else by when a row was written against the commit's time: ${type}`, async () => {
      await create(`${type}.duckdb`, times, type);
      assert.deepEqual(counted(await measured(`${type}.duckdb`, byTime)), ["after_fix 4", "before_fix 2"]);
      place.runs.push(
        ...run("one", "2024-02-28T10:59:00Z", "2024-02-28T15:00:00Z"),
        ...run("ended before", "2024-02-28T09:00:00Z", "2024-02-28T12:00:00Z"),
        ...run("started after", "2024-02-28T13:50:00Z", "2024-03-02T00:00:00Z"),
        ...run("another table", "2024-02-28T09:00:00Z", null, { name: "other" }),
        ...run("no backfill", "2024-02-28T09:00:00Z", null, { kind: "validator" }),
      );
      const table = await measured(`${type}.duckdb`, byTime);
      // The run that began at 10:59 wrote with the old code until 15:00.
      assert.deepEqual(counted(table), ["after_fix 2", "before_fix 2", "uncertain 2"]);
      assert.deepEqual([table.rows, table.scan.statements], [6, 1]);
    });

  it("old code that is still alive makes everything uncertain that was written since", async () => {
    await create("alive.duckdb", times);
    place.runs.push(...run("one", "2024-02-28T10:59:00Z", null));
    place.processes.push({
      pid: 7,
      parentPid: 1,
      argv: ["fill"],
      cwd: null,
      startedAt: new Date("2024-02-28T10:59:00Z"),
      identity: "boot 7",
      zombie: false,
      suspended: false,
      own: true,
      threads: 1,
      cpuMs: null,
      memoryBytes: null,
      readAt: new Date(),
    });
    assert.deepEqual(counted(await measured("alive.duckdb", byTime)), ["after_fix 0", "before_fix 2", "uncertain 4"]);
    // Once it is seen to be gone it has an end, at the latest now.
    place.processes.length = 0;
    assert.deepEqual(counted(await measured("alive.duckdb", byTime)), ["after_fix 0", "before_fix 2", "uncertain 4"]);
    assert.deepEqual(
      place.runs.map((record) => (record.type === "ended" ? record.endedAt : record.startedAt)),
      ["2024-02-28T10:59:00Z", "2024-03-10T12:00:00.000Z"],
    );
  });

  it("a day alone does not tell on which side of the commit it was", async () => {
    await create(
      "day.duckdb",
      [
        [null, "2024-02-27"],
        [null, "2024-02-28"],
        [null, "2024-02-29"],
      ],
      "DATE",
    );
    assert.deepEqual(counted(await measured("day.duckdb", byTime)), ["after_fix 1", "before_fix 1", "uncertain 1"]);
  });

  const untold: readonly [name: string, mechanics: string, remark: string][] = [
    [
      "a commit that git does not know",
      "code_version: v, cohorts: { fixed: { since_commit: 390caba }, rest: {} }",
      "Rows are not told apart by cohort fixed: git knows no commit 390caba here, or several of that name. Fetch it, or correct the name.",
    ],
    [
      "a commit and no column",
      `cohorts: { fixed: { since_commit: "${fix}" }, rest: {} }`,
      "Rows are not told apart by cohort fixed: no column says which code wrote a row, or when. Name one under `tables:`: code_version: or written_at:.",
    ],
  ];
  for (const [name, mechanics, remark] of untold)
    it(`no cohorts, and the reason: ${name}`, async () => {
      await create(`${name}.duckdb`, [[fix, "2024-03-01"]]);
      const table = await measured(`${name}.duckdb`, mechanics);
      assert.deepEqual([table.cohorts, table.remark, checkOf(table, "x_pct").cohorts], [[], remark, []]);
      assert.equal(checkOf(table, "x_pct").status, "pass");
    });

  it("a column that holds no versions tells nothing apart", async () => {
    await place.query(
      "many.duckdb",
      "CREATE TABLE a AS SELECT DATE '2024-02-28' AS d, i AS v, 1 AS x FROM range(2001) t(i)",
    );
    const table = await measured("many.duckdb", `code_version: v, cohorts: { fixed: { since_commit: "${fix}" } }`);
    assert.equal(
      table.remark,
      "Rows are not told apart by cohort fixed: v holds more than 2,000 versions. Name the right column: code_version: under `tables:`.",
    );
  });

  it("a baseline keeps only rows that code with the table's fix wrote", async () => {
    const rows = (day: string, version: string, written: string, valued: number): string =>
      `SELECT DATE '${day}' AS d, '${version}' AS v, TIMESTAMP '${written}' AS w, CASE WHEN i < ${valued} THEN 1 END AS x FROM range(1000) t(i)`;
    await place.query(
      "fixed.duckdb",
      `CREATE TABLE a AS ${[
        rows("2024-01-01", first, "2024-01-01 12:00", 0),
        rows("2024-01-02", later, "2024-03-01 12:00", 900),
        rows("2024-01-03", "deadbeef", "2024-02-28 14:00", 1000),
        rows("2024-02-28", later, "2024-03-01 12:00", 600),
      ].join(" UNION ALL ")}`,
    );
    const regression = async (mechanics: string, fixes: string): Promise<unknown[]> => {
      const tables = `tables: { a: { date_column: d${mechanics} } }\nfixes: ${fixes}\n${backfills}`;
      const table = onlyTable(
        await place.validate({
          "t.yaml": "a:\n  x_drop_pct: 10\n",
          "headgate.yaml": pipelineText("fixed.duckdb", tables),
        }),
      );
      const { status, reason, baseline } = checkOf(table, "x_drop_pct");
      return [status, reason ?? baseline?.numerator, baseline?.denominator, table.scan.statements, table.remark];
    };
    const named = `{ usage_rate: { commit: ${fix.slice(0, 8)}, table: a } }`;
    assert.deepEqual(await regression(", code_version: v", named), ["fail", 900, 1000, 3, undefined]);
    assert.deepEqual(await regression(", written_at: w", named), ["fail", 1900, 2000, 2, undefined]);
    place.runs.push(...run("one", "2024-02-28T10:59:00Z", "2024-02-28T15:00:00Z"));
    assert.deepEqual(await regression(", written_at: w", named), ["fail", 900, 1000, 2, undefined]);
    assert.deepEqual(await regression("", named), [
      "pass",
      1900,
      3000,
      2,
      "Baselines also hold rows from before the fix usage_rate: no column says which code wrote a row, or when. Name one under `tables:`: code_version: or written_at:.",
    ]);
    assert.deepEqual(await regression(", code_version: v", `{ other: { commit: "${fix}", table: b } }`), [
      "pass",
      1900,
      3000,
      2,
      undefined,
    ]);
    assert.deepEqual(await regression(", code_version: v", "{ lost: { commit: 390caba, table: a } }"), [
      "pass",
      1900,
      3000,
      3,
      "Baselines also hold rows from before the fix lost: git knows no commit 390caba here, or several of that name. Fetch it, or correct the name.",
    ]);
    const mine = ", code_version: v, where: d <> '2024-01-02'";
    assert.deepEqual(await regression(mine, named), [
      "unknown",
      "The baseline 2023-11-27…2024-02-26 has no rows written by code with the fix usage_rate.",
      0,
      3,
      undefined,
    ]);
  });
});
