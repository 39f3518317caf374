import assert from "node:assert/strict";
import { checkSentence } from "../../src/core/report/sentences";
import type { CheckResult } from "../../src/core/coverage/validation";
import { checkOf, makePlace, onlyTable, pipelineText } from "./measureWorkspace";

describe("what the words of the thresholds language mean", () => {
  const place = makePlace();
  after(() => place.remove());
  before(() =>
    place.query(
      "w.duckdb",
      "CREATE TABLE gaps(d DATE, f DOUBLE, s VARCHAR, l INTEGER[], n INTEGER)",
      "INSERT INTO gaps VALUES ('2024-02-28', 1, 'x', [1], 1), ('2024-02-28', 'nan', '', [], NULL), ('2024-02-28', '-inf', ' ', NULL, 3), ('2024-02-28', NULL, NULL, [NULL], NULL)",
    ),
  );
  const measured = async (
    thresholds: string,
    mechanics = "{ date_column: d }",
    window?: string,
  ): Promise<ReturnType<typeof onlyTable>> =>
    onlyTable(
      await place.validate({
        "t.yaml": thresholds,
        "headgate.yaml": pipelineText("w.duckdb", `tables: { gaps: ${mechanics} }\n`, window),
      }),
    );
  const counted = ({ numerator, denominator }: CheckResult): string => `${numerator} of ${denominator}`;

  it("missing: NULL; NaN and infinities of a float; an empty or NULL array; an empty text where it is said", async () => {
    const keys = ["f", "s", "l", "n"];
    const bounds = keys.flatMap((key) => [`  ${key}_pct: 0`, `  no_${key}: { metric: missing(${key}), max: 100 }`]);
    const counts = async (mechanics: string): Promise<string[]> => {
      const table = await measured(`gaps:\n${bounds.join("\n")}\n`, mechanics);
      return keys.map((key) => `${counted(checkOf(table, `${key}_pct`))}, ${counted(checkOf(table, `no_${key}`))}`);
    };
    assert.deepEqual(await counts("{ date_column: d }"), [
      "1 of 4, 3 of 4",
      "3 of 4, 1 of 4",
      "2 of 4, 2 of 4",
      "2 of 4, 2 of 4",
    ]);
    assert.deepEqual(await counts("{ date_column: d, empty_is_missing: true }"), [
      "1 of 4, 3 of 4",
      "2 of 4, 2 of 4",
      "2 of 4, 2 of 4",
      "2 of 4, 2 of 4",
    ]);
  });

  it("missing(c) is an upper bound in per cent, also under the names of other tools", async () => {
    const table = await measured(
      "gaps:\n  gap: { metric: missing(n), fail: 49.9 }\n  missing_percent(n): 50\n  narrow: { metric: missing(n), fail: 40, where: f > 0 }\n",
    );
    const told = table.checks.map(({ id, metric, status, observed, unit, comparison }) => [
      id,
      metric,
      status,
      observed,
      unit,
      comparison,
    ]);
    assert.deepEqual(told, [
      ["gaps.gap", "missing(n)", "fail", 50, "%", "<="],
      ["gaps.missing_percent(n)", "missing(n)", "pass", 50, "%", "<="],
      // DuckDB holds NaN greater than any number.
      ["gaps.narrow", "missing(n)", "fail", 50, "%", "<="],
    ]);
  });

  it("metrics of the same column with other conditions or days are others, and equal ones are one", async () => {
    const table = await measured(
      "gaps:\n  n_pct: 1\n  again: { metric: completeness(n), min: 1 }\n  some: { metric: completeness(n), min: 1, where: s = 'x' }\n  others: { metric: completeness(n), min: 1, where: s <> 'x' }\n  share_n: { metric: share(n IS NOT NULL), min: 1 }\n  dated:\n    - { metric: completeness(n), min: 0, from: 2024-02-28, until: 2024-02-28 }\n    - { metric: completeness(n), min: 0, from: 2024-02-29, allow_empty: true }\n",
    );
    assert.deepEqual(
      table.checks.map((check) => `${check.id} ${counted(check)}`),
      [
        "gaps.n_pct 2 of 4",
        "gaps.again 2 of 4",
        "gaps.some 1 of 1",
        "gaps.others 1 of 2",
        "gaps.share_n 2 of 4",
        "gaps.dated@2024-02-28..2024-02-28 2 of 4",
        "gaps.dated@2024-02-29.. null of null",
      ],
    );
    assert.equal(table.scan.statements, 1);
  });

  it("a window may begin so many days ago", async () => {
    // Now is 2024-03-10.
    const rowsFrom = async (start: string): Promise<number | null> =>
      (await measured("gaps:\n  min_records: 1\n", undefined, `{ start: ${start}, end: yesterday }`)).rows;
    assert.deepEqual([await rowsFrom("11 days ago"), await rowsFrom("10 days ago")], [4, 0]);
    const own = "{ date_column: d, window: { start: 11 days ago, end: 11 days ago } }";
    assert.equal((await measured("gaps:\n  min_records: 1\n", own)).rows, 4);
    assert.equal((await measured("gaps:\n  min_records: 1\n", own.replaceAll("11 days", "1 day"))).rows, 0);
  });

  it("a table's own window that ends before it starts is told", async () => {
    const own = "{ date_column: d, window: { start: yesterday, end: 2 days ago } }";
    const table = await measured("gaps:\n  min_records: 1\n", own);
    assert.equal(table.reason, "Its window ends (2024-03-08) before it starts (2024-03-09).");
    assert.equal(checkOf(table, "min_records").status, "unknown");
  });

  it("defaults of the thresholds file hold where nothing nearer says otherwise", async () => {
    const statusOf = async (defaults: string, mechanics: string, own = ""): Promise<string> => {
      const table = await measured(`defaults: ${defaults}\ngaps:\n  s_pct: 60\n${own}`, mechanics);
      return table.reason ?? counted(checkOf(table, "s_pct"));
    };
    assert.equal(await statusOf("{ date_column: d, where: n > 0 }", "{}"), "2 of 2");
    assert.equal(await statusOf("{ date_column: d, where: n > 0 }", "{ where: n = 1 }"), "1 of 1");
    assert.equal(await statusOf("{ where: n > 0 }", "{ where: n = 1 }", "  where: n = 3\n"), "1 of 1");
    assert.equal(await statusOf("{ empty_is_missing: true }", "{ date_column: d }"), "2 of 4");
    assert.equal(await statusOf("{ empty_is_missing: true }", "{ empty_is_missing: false }"), "3 of 4");
  });

  it("defaults that cannot be read leave nothing measured by half of them", async () => {
    const mistakes: readonly [defaults: string, reason: string][] = [
      ["{ where: n > 0, wher: n > 1 }", "wher is not known in defaults. Did you mean where?"],
      ["{ where: n > 0; }", "This SQL must be one expression, and it holds a semicolon."],
      ["[where]", "defaults must be a mapping (key: value)."],
    ];
    for (const [defaults, reason] of mistakes) {
      const { status, reason: told } = checkOf(await measured(`gaps:\n  s_pct: 60\ndefaults: ${defaults}\n`), "s_pct");
      assert.deepEqual([status, told], ["unknown", reason]);
    }
  });

  it("a runbook goes with the result, and is told where the check fails", async () => {
    const bounds = "gaps:\n  n_pct: { fail: 60, runbook: docs/n.md }\n  s_pct: { fail: 60, runbook: docs/s.md }\n";
    const [n, s] = (await measured(bounds)).checks;
    assert.ok(n && s);
    assert.deepEqual([n.runbook, s.runbook], ["docs/n.md", "docs/s.md"]);
    assert.deepEqual(
      [checkSentence(n), checkSentence(s)],
      [
        "n is 50 %, needs 60 %: 1 row still needs a value. What to do: docs/n.md.",
        "s is 75 %, needs 60 %: exactly met.",
      ],
    );
    assert.equal((await measured("gaps:\n  n_pct: 60\n")).checks[0]?.runbook, undefined);
  });

  it("an empty window may be allowed for every metric that has no value then", async () => {
    const keys = [
      "n_pct: 1",
      "gap: { metric: missing(n), max: 1 }",
      "min_n: 1",
      "n_drop_pct: 1",
      "most: { metric: maximum(n), max: 1 }",
    ];
    const mechanics = "{ date_column: d, allow_empty: true, where: n > 99 }";
    const table = await measured(`gaps:\n${keys.map((key) => `  ${key}\n`).join("")}`, mechanics);
    assert.deepEqual(
      table.checks.map(({ status, reason }) => `${status}: ${reason}`),
      keys.map(() => "pass: There are no rows, which allow_empty permits."),
    );
  });

  it("a time with a zone in since: is that instant, also where the table's times have none", async () => {
    for (const [file, type] of [
      ["zoneless.duckdb", "TIMESTAMP"],
      ["instants.duckdb", "TIMESTAMPTZ"],
    ] as const) {
      const times = ["2024-02-28 17:29:59", "2024-02-28 17:30:00", "2024-02-28 12:30:00"];
      const values = times.map((time) => `('${time}+00'::TIMESTAMPTZ::${type})`);
      await place.query(
        file,
        "SET TimeZone = 'UTC'",
        `CREATE TABLE a(w ${type})`,
        `INSERT INTO a VALUES ${values.join(", ")}`,
      );
      for (const since of [
        "2024-02-28T17:30:00Z",
        "2024-02-28 12:30:00-05:00",
        "2024-02-28 12:30 -05",
        "2024-02-28 17:30:00",
      ]) {
        const tables = `tables: { a: { written_at: w, cohorts: { new: { since: "${since}" }, old: {} } } }\n`;
        const files = { "t.yaml": "a:\n  min_records: 1\n", "headgate.yaml": pipelineText(file, tables) };
        const { cohorts } = onlyTable(await place.validate(files));
        const rows = cohorts.map((cohort) => `${cohort.name} ${cohort.rows}`);
        assert.deepEqual(rows, ["new 1", "old 2"], `${type} since ${since}`);
      }
    }
  });

  it("the order of severity decides the verdict, whatever the order in the file", async () => {
    const verdicts: readonly [bounds: string, verdict: string][] = [
      ["  n_pct: 1\n  nope_pct: 1\n  s_pct: 99\n", "fail"],
      ["  n_pct: { warn: 99 }\n  nope_pct: 1\n", "unknown"],
      ["  n_pct: { warn: 99 }\n  s_pct: 1\n", "warn"],
      ["  s_pct: 1\n", "pass"],
    ];
    for (const [bounds, verdict] of verdicts) {
      const files = {
        "t.yaml": `gaps:\n${bounds}`,
        "headgate.yaml": pipelineText("w.duckdb", "tables: { gaps: { date_column: d } }\n"),
      };
      const validation = await place.validate(files);
      assert.equal(validation.ok && validation.value.verdict, verdict);
    }
  });
});
