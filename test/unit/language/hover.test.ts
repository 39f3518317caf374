import assert from "node:assert/strict";
import { hoverAt } from "../../../src/core/language/hover/hoverAt";
import type { BackfillStatus } from "../../../src/core/backfills/status";
import type { LanguageFacts } from "../../../src/core/language/facts";
import { readPipeline } from "../../../src/core/pipeline/readPipeline";
import { cursorIn, delayResult, knownFacts, pipelineText, validationAt } from "./known";
import { emptyRow } from "../../../src/core/backfills/statusRow";

type Kind = "thresholds" | "pipeline";

/** The text it is about, and the lines that are shown; null for none. */
function toldAt(kind: Kind, marked: string, facts = knownFacts()): string[] | null {
  const { text, line, column } = cursorIn(marked);
  const found = hoverAt(kind, text, line, column, facts);
  return found && [`${found.range.line}:${found.range.column}-${found.range.endColumn}`, ...found.markdown.split("\n")];
}

/** The known `headgate.yaml` with the cursor so many characters into a text of it. */
function inPipeline(part: string, offset: number): string {
  const at = pipelineText.indexOf(part) + offset;
  return `${pipelineText.slice(0, at)}‸${pipelineText.slice(at)}`;
}

describe("hover", () => {
  const cases: readonly [string, Kind, string, readonly string[] | null][] = [
    [
      "a bound that was measured: judged as it stands, its dates, cohorts and trend",
      "thresholds",
      "arrivals:\n  delay_p‸ct: { fail: 90, warn: 95 }\n",
      [
        "2:3-12",
        "**delay_pct** · `completeness(delay)`",
        "",
        "At least 90 % of the rows must have a value in `delay`. Below 95 % it warns.",
        "",
        "⚠ **91\\.2 %** · 912 of 1,000 · 38 rows still need a value · 12 min ago",
        "",
        "- `after_fix` 99\\.2 % · 595 of 600",
        "- `before_fix` 79\\.3 % · 317 of 400",
        "",
        "At 90 %: 1 of 6 dates and 1 of 2 cohorts would fail. At 95 %: 3 of 6 dates and 1 of 2 cohorts would warn.",
        "",
        "Trend: ▁▅██ 3.7 % (88 d ago) → 91.2 % (12 min ago), 4 validations",
        "",
        "History suggests **40**: 5th percentile of 6 dates, 2024-01-01 to 2024-01-06.",
        "",
        "```sql",
        "SELECT",
        '  count(CASE WHEN isfinite("delay") THEN 1 END) AS numerator,',
        "  count(*) AS denominator",
        "FROM 'data/arrivals/*.parquet'",
        "WHERE \"day\" >= DATE '2024-01-01'",
        "  AND \"day\" < DATE '2024-04-01'",
        "  AND (flights > 0)",
        "```",
      ],
    ],
    [
      "its number, the same",
      "thresholds",
      "arrivals:\n  delay_pct: { fail: 9‸9 }\n",
      [
        "2:22-24",
        "**delay_pct** · `completeness(delay)`",
        "",
        "At least 99 % of the rows must have a value in `delay`.",
        "",
        "✕ **91\\.2 %** · 912 of 1,000 · 78 rows still need a value · 12 min ago",
        "",
        "- `after_fix` 99\\.2 % · 595 of 600",
        "- `before_fix` 79\\.3 % · 317 of 400",
        "",
        "At 99 %: 3 of 6 dates and 1 of 2 cohorts would fail.",
        "",
        "Trend: ▁▅██ 3.7 % (88 d ago) → 91.2 % (12 min ago), 4 validations",
        "",
        "History suggests **40**: 5th percentile of 6 dates, 2024-01-01 to 2024-01-06.",
        "",
        "```sql",
        "SELECT",
        '  count(CASE WHEN isfinite("delay") THEN 1 END) AS numerator,',
        "  count(*) AS denominator",
        "FROM 'data/arrivals/*.parquet'",
        "WHERE \"day\" >= DATE '2024-01-01'",
        "  AND \"day\" < DATE '2024-04-01'",
        "  AND (flights > 0)",
        "```",
      ],
    ],
    [
      "a bound of rows: dates and cohorts are not held against it",
      "thresholds",
      "arrivals:\n  min_rec‸ords: 500\n",
      [
        "2:3-14",
        "**min_records** · `row_count`",
        "",
        "There must be at least 500 rows.",
        "",
        "✓ **1,000** · 500 rows to spare · 12 min ago",
        "",
        "```sql",
        "SELECT",
        "  count(*) AS numerator",
        "FROM 'data/arrivals/*.parquet'",
        "WHERE \"day\" >= DATE '2024-01-01'",
        "  AND \"day\" < DATE '2024-04-01'",
        "  AND (flights > 0)",
        "```",
      ],
    ],
    [
      "a bound that was never measured, with a condition of its own",
      "thresholds",
      "arrivals:\n  punctual_pct: { f‸ail: 90, where: flights > 10 }\n",
      [
        "2:19-23",
        "**punctual_pct** · `completeness(on_time_share)`",
        "",
        "At least 90 % of the rows with `flights > 10` must have a value in `on_time_share`.",
        "",
        "Not measured yet. Validate to see how the data fares.",
        "",
        "```sql",
        "SELECT",
        '  count(CASE WHEN (flights > 10) AND isfinite("on_time_share") THEN 1 END) AS numerator,',
        "  count(CASE WHEN (flights > 10) THEN 1 END) AS denominator",
        "FROM 'data/arrivals/*.parquet'",
        "WHERE \"day\" >= DATE '2024-01-01'",
        "  AND \"day\" < DATE '2024-04-01'",
        "  AND (flights > 0)",
        "```",
      ],
    ],
    [
      "a bound whose last measurement was of something else",
      "thresholds",
      "arrivals:\n  delay_pct: { fa‸il: 90, where: flights > 10 }\n",
      [
        "2:16-20",
        "**delay_pct** · `completeness(delay)`",
        "",
        "At least 90 % of the rows with `flights > 10` must have a value in `delay`.",
        "",
        "⚠ What was last measured under this name is something else. Validate again.",
        "",
        "```sql",
        "SELECT",
        '  count(CASE WHEN (flights > 10) AND isfinite("delay") THEN 1 END) AS numerator,',
        "  count(CASE WHEN (flights > 10) THEN 1 END) AS denominator",
        "FROM 'data/arrivals/*.parquet'",
        "WHERE \"day\" >= DATE '2024-01-01'",
        "  AND \"day\" < DATE '2024-04-01'",
        "  AND (flights > 0)",
        "```",
      ],
    ],
    [
      "a bound of nothing, in plain words",
      "thresholds",
      "arrivals:\n  max_mis‸sing_dates: 0\n",
      [
        "2:3-20",
        "**max_missing_dates** · `missing_dates`",
        "",
        "Every expected date must have rows.",
        "",
        "Not measured yet. Validate to see how the data fares.",
        "",
        "```sql",
        "SELECT DISTINCT strftime(\"day\", '%Y-%m-%d') AS day",
        "FROM 'data/arrivals/*.parquet'",
        "WHERE \"day\" >= DATE '2024-01-01'",
        "  AND \"day\" < DATE '2024-04-01'",
        "  AND (flights > 0)",
        "```",
      ],
    ],
    [
      "an age",
      "thresholds",
      "arrivals:\n  max_age_h‸ours: 30\n",
      [
        "2:3-16",
        "**max_age_hours** · `age_hours`",
        "",
        "The newest row must be at most 30 hours old.",
        "",
        "Not measured yet. Validate to see how the data fares.",
        "",
        "```sql",
        'SELECT max("written_at") AS newest',
        "FROM 'data/arrivals/*.parquet'",
        "```",
      ],
    ],
    [
      "keys that are not repeated",
      "thresholds",
      "arrivals:\n  max_dup‸licates: 0\n",
      [
        "2:3-17",
        "**max_duplicates** · `duplicates(day, airport)`",
        "",
        "No row may repeat the key `day`, `airport` of another row.",
        "",
        "Not measured yet. Validate to see how the data fares.",
        "",
        "```sql",
        "SELECT",
        "  count(*) AS denominator,",
        '  count(DISTINCT row(1, "day", "airport")) AS value',
        "FROM 'data/arrivals/*.parquet'",
        "WHERE \"day\" >= DATE '2024-01-01'",
        "  AND \"day\" < DATE '2024-04-01'",
        "  AND (flights > 0)",
        "```",
      ],
    ],
    [
      "an average that only warns",
      "thresholds",
      "arrivals:\n  min_fli‸ghts: { warn: 20 }\n",
      [
        "2:3-14",
        "**min_flights** · `average(flights)`",
        "",
        "The average of `flights` should be at least 20. Otherwise it warns, and never blocks.",
        "",
        "Not measured yet. Validate to see how the data fares.",
        "",
        "```sql",
        "SELECT",
        '  count(CASE WHEN "flights" IS NOT NULL THEN 1 END) AS denominator,',
        '  sum(CASE WHEN "flights" IS NOT NULL THEN "flights" END) AS value',
        "FROM 'data/arrivals/*.parquet'",
        "WHERE \"day\" >= DATE '2024-01-01'",
        "  AND \"day\" < DATE '2024-04-01'",
        "  AND (flights > 0)",
        "```",
      ],
    ],
    [
      "different values",
      "thresholds",
      "arrivals:\n  min_air‸ports: 20\n",
      [
        "2:3-15",
        "**min_airports** · `distinct(airport)`",
        "",
        "`airport` must have at least 20 different values.",
        "",
        "Not measured yet. Validate to see how the data fares.",
        "",
        "```sql",
        "SELECT",
        '  count(DISTINCT CASE WHEN "airport" IS NOT NULL THEN "airport" END) AS numerator',
        "FROM 'data/arrivals/*.parquet'",
        "WHERE \"day\" >= DATE '2024-01-01'",
        "  AND \"day\" < DATE '2024-04-01'",
        "  AND (flights > 0)",
        "```",
      ],
    ],
    [
      "a share of a condition",
      "thresholds",
      "arrivals:\n  busy: { metric: share(flights > 9), min: 5‸0, runbook: docs/busy.md }\n",
      [
        "2:44-46",
        "**busy** · `share(flights > 9)`",
        "",
        "`flights > 9` must be true in at least 50 % of the rows.",
        "",
        "Not measured yet. Validate to see how the data fares.",
        "",
        "When it fails: `docs/busy.md`",
        "",
        "```sql",
        "SELECT",
        "  count(CASE WHEN (flights > 9) THEN 1 END) AS numerator,",
        "  count(*) AS denominator",
        "FROM 'data/arrivals/*.parquet'",
        "WHERE \"day\" >= DATE '2024-01-01'",
        "  AND \"day\" < DATE '2024-04-01'",
        "  AND (flights > 0)",
        "```",
      ],
    ],
    [
      "a regression, which is two statements",
      "thresholds",
      "arrivals:\n  delay_drop_pct: { fai‸l: 10, warn: 5 }\n",
      [
        "2:21-25",
        "**delay_drop_pct** · `regression(delay)`",
        "",
        "The completeness of `delay` may have dropped by at most 10 % against earlier rows. Above 5 % it warns.",
        "",
        "Not measured yet. Validate to see how the data fares.",
      ],
    ],
    [
      "an entry of a dated list",
      "thresholds",
      "arrivals:\n  delay_pct:\n    - { until: 2024-01-31, fail: 80 }\n    - { from: 2024-02-01, fail: 9‸0 }\n",
      [
        "4:33-35",
        "**delay_pct** · `completeness(delay)`",
        "",
        "At least 90 % of the rows must have a value in `delay`.",
        "",
        "It holds from 2024-02-01.",
        "",
        "Not measured yet. Validate to see how the data fares.",
        "",
        "```sql",
        "SELECT",
        '  count(CASE WHEN isfinite("delay") THEN 1 END) AS numerator,',
        "  count(*) AS denominator",
        "FROM 'data/arrivals/*.parquet'",
        "WHERE \"day\" >= DATE '2024-02-01'",
        "  AND \"day\" < DATE '2024-04-01'",
        "  AND (flights > 0)",
        "```",
      ],
    ],
    [
      "a bound beside lines that do not parse",
      "thresholds",
      "arrivals:\n  min_rec‸ords: 500\n  x: {\n",
      [
        "2:3-14",
        "**min_records** · `row_count`",
        "",
        "There must be at least 500 rows.",
        "",
        "✓ **1,000** · 500 rows to spare · 12 min ago",
        "",
        "```sql",
        "SELECT",
        "  count(*) AS numerator",
        "FROM 'data/arrivals/*.parquet'",
        "WHERE \"day\" >= DATE '2024-01-01'",
        "  AND \"day\" < DATE '2024-04-01'",
        "  AND (flights > 0)",
        "```",
      ],
    ],
    [
      "a key of a bound's map",
      "thresholds",
      "arrivals:\n  delay_pct: { fail: 90, whe‸re: flights > 10 }\n",
      ["2:26-31", "**`where`**", "", "SQL, one expression: only rows for which it is true are looked at."],
    ],
    [
      "a column in SQL",
      "thresholds",
      "arrivals:\n  delay_pct: { fail: 90, where: flights > 10 AND del‸ay > 0 }\n",
      [
        "2:50-55",
        "**`delay`** · `DOUBLE`, a column of `data/arrivals/*.parquet`",
        "",
        "91\\.2 % present · 912 of 1,000 · 12 min ago",
      ],
    ],
    [
      "a section",
      "thresholds",
      "arri‸vals:\n  min_records: 500\n",
      [
        "1:1-9",
        "**`arrivals`** · table `data/arrivals/*.parquet`",
        "",
        "Validated 12 min ago: 1 of 2 fails · 1,000 rows · rows on 90 of 91 expected dates.",
        "",
        "Window 2024-01-01 to 2024-03-31, of `headgate.yaml`, by `day`.",
        "",
        "7 columns, seen 12 min ago.",
      ],
    ],
    [
      "a section that nothing is known of",
      "thresholds",
      "wea‸ther:\n  min_records: 500\n",
      [
        "1:1-8",
        "**`weather`** · table `data/weather.csv`",
        "",
        "Not validated yet.",
        "",
        "Without `date_column:` the whole table is measured at once.",
        "",
        "Its columns are not known yet. Validate once, and names are checked against them.",
      ],
    ],
    [
      "a requirement",
      "thresholds",
      "arrivals:\n  timeout‸_hours: 4\n",
      [
        "2:3-16",
        "**`timeout_hours`**",
        "",
        "The most hours that the latest run may have taken. Gates ask it of the backfill that fills the table.",
      ],
    ],
    [
      "a reserved key",
      "thresholds",
      "polling:\n  inter‸val_seconds: 4\n",
      ["2:3-19", "**`interval_seconds`**", "", "Seconds between two looks at running backfills. Default: 60."],
    ],
    ["nothing in a comment", "thresholds", "arrivals: # arri‸vals\n  min_records: 500\n", null],
    [
      "a table",
      "pipeline",
      inPipeline("plans: {", 1),
      ["19:3-8", "**`plans`** has no table: a gate asks its requirements of the backfill that fills it."],
    ],
    [
      "a key",
      "pipeline",
      inPipeline("date_column", 2),
      [
        "9:5-16",
        "**`date_column`**",
        "",
        "The column with the day a row belongs to. Without it the whole table is measured at once.",
      ],
    ],
    [
      "a column",
      "pipeline",
      inPipeline("date_column: day", 14),
      [
        "9:18-21",
        "**`day`** · `DATE`, a column of `data/arrivals/*.parquet`",
        "",
        "How many rows have a value was not measured yet.",
      ],
    ],
    [
      "a name of columns",
      "pipeline",
      inPipeline("punctual:", 3),
      [
        "13:45-53",
        "**`punctual`** in a bound's name stands for `on_time_share`.",
        "",
        "**`on_time_share`** · `DOUBLE`, a column of `data/arrivals/*.parquet`",
        "",
        "How many rows have a value was not measured yet.",
      ],
    ],
    [
      "a metric of columns",
      "pipeline",
      inPipeline("distinct(airport)", 10),
      [
        "13:35-42",
        "**`airport`** · `VARCHAR`, a column of `data/arrivals/*.parquet`",
        "",
        "How many rows have a value was not measured yet.",
      ],
    ],
    [
      "a cohort",
      "pipeline",
      inPipeline("after_fix", 3),
      [
        "15:7-16",
        "**`after_fix`** · cohort of `arrivals`",
        "",
        "600 of 1,000 rows are in it · 12 min ago",
        "",
        "**`390cabafe0`** Mend the \\[delay\\] · 2 d ago (2024-03-30)",
      ],
    ],
    [
      "a commit",
      "pipeline",
      inPipeline("390caba", 3),
      ["15:34-41", "**`390cabafe0`** Mend the \\[delay\\] · 2 d ago (2024-03-30)"],
    ],
    [
      "a section that a gate asks",
      "pipeline",
      inPipeline("checks: [arrivals]", 10),
      [
        "26:33-41",
        "**`arrivals`** · table `data/arrivals/*.parquet`",
        "",
        "Validated 12 min ago: 1 of 2 fails · 1,000 rows · rows on 90 of 91 expected dates.",
        "",
        "Window 2024-01-01 to 2024-03-31, of `headgate.yaml`, by `day`.",
        "",
        "7 columns, seen 12 min ago.",
      ],
    ],
    [
      "a backfill",
      "pipeline",
      inPipeline("arrivals: { command", 3),
      ["21:3-11", "**`arrivals`** · backfill that fills `arrivals`"],
    ],
    [
      "a placeholder",
      "pipeline",
      inPipeline("{start}", 4),
      [
        "21:42-49",
        "**`{start}`** is replaced by the first day of the window.",
        "",
        "A list of arguments, run without a shell. A placeholder never becomes more than one argument.",
      ],
    ],
    [
      "a word of a list",
      "pipeline",
      inPipeline("fill.mjs", 3),
      ["21:31-39", "A list of arguments, run without a shell. A placeholder never becomes more than one argument."],
    ],
    [
      "a line for the shell",
      "pipeline",
      inPipeline("fill_all", 3),
      [
        "22:24-32",
        "⚠ **Run by your shell**, with all that it does to quotes, variables and wildcards.",
        "",
        "It gets placeholders as environment variables only: `$HEADGATE_START`, `$HEADGATE_END` and so on; `{start}` stays as it is. Write a list of arguments to run it without a shell.",
      ],
    ],
    [
      "the kind of a connection",
      "pipeline",
      inPipeline("duckdb", 3),
      [
        "5:22-28",
        "**`type`**: `duckdb` or `bigquery`",
        "",
        "`duckdb` reads files, or a DuckDB database, on this machine; `bigquery` reads tables of Google BigQuery.",
      ],
    ],
  ];
  for (const [name, kind, text, expected] of cases)
    it(name, () => {
      assert.deepEqual(toldAt(kind, text), expected);
    });
});

const running: BackfillStatus = {
  ...emptyRow("arrivals", "idle", [], null),
  state: "running",
  pid: 1,
  startedAt: "2024-04-01T11:55:00Z",
  elapsedMs: 300_000,
  done: 1,
  total: 91,
};

describe("hover over a bound, when something is different", () => {
  const bound = "arrivals:\n  delay_p‸ct: 95\n";
  const lineWith = (part: string, facts: LanguageFacts, marked = bound): string | undefined =>
    toldAt("thresholds", marked, facts)?.find((line) => line.includes(part));

  it("tells that a backfill has written since it was measured", () => {
    const writing = knownFacts({ backfills: [{ ...running, name: "arrivals" }] });
    assert.equal(lineWith("⚠", writing), "⚠ **Not as it is now**: arrivals is writing. Validate again.");
  });

  it("tells why nothing could be measured", () => {
    const refused = {
      ...delayResult(0),
      observed: null,
      numerator: null,
      status: "unknown" as const,
      reason: "No [rows] yet.",
    };
    const facts = knownFacts({ validation: validationAt("2024-04-01T09:00:00Z", [refused]), history: [] });
    assert.equal(lineWith("?", facts), "? **could not measure**: No \\[rows\\] yet. · 3 h ago");
  });

  it("draws at most the last twenty validations, each once", () => {
    const history = Array.from({ length: 30 }, (_, day) => {
      const at = new Date(Date.UTC(2024, 1, day + 1)).toISOString();
      return validationAt(at, [delayResult(day * 10)]);
    });
    const twice = history.flatMap((validation) => [validation, validation]);
    assert.equal(
      lineWith("Trend", knownFacts({ history: twice })),
      "Trend: ▁▁▂▂▂▃▃▄▄▄▅▅▅▆▆▇▇▇██ 10 % (50 d ago) → 29 % (31 d ago), 20 validations",
    );
  });

  it("has no SQL where the columns are not known, or the warehouse is another", () => {
    assert.equal(lineWith("SELECT", knownFacts({ schemas: [] })), undefined);
    const bigquery = pipelineText.replace("{ type: duckdb }", "{ type: bigquery, project: p }");
    const { pipeline } = readPipeline("headgate.yaml", bigquery);
    assert.equal(lineWith("SELECT", knownFacts({ pipeline })), undefined);
  });

  it("says of columns that were seen long ago that they may have changed", () => {
    const schemas = knownFacts().schemas.map((schema) => ({ ...schema, at: "2024-03-20T12:00:00Z" }));
    assert.equal(
      lineWith("may have changed", knownFacts({ schemas }), "arri‸vals:\n  min_records: 1\n"),
      "The columns were last seen 12 d ago and may have changed. Validate to see them anew.",
    );
  });

  it("shows names and conditions as text, whatever they hold", () => {
    const marked = "arrivals:\n  x: { min: 1‸, metric: 'share(a = ''`*_[b](c)'')', runbook: '![](http://x) ```' }\n";
    assert.deepEqual(toldAt("thresholds", marked)?.slice(1, 8), [
      "**x** · `` share(a = '`*_[b](c)') ``",
      "",
      "`` a = '`*_[b](c)' `` must be true in at least 1 % of the rows.",
      "",
      "Not measured yet. Validate to see how the data fares.",
      "",
      "When it fails: ```` ![](http://x) ``` ````",
    ]);
  });
});
