import assert from "node:assert/strict";
import { noFacts } from "../../src/core/language/facts";
import { hoverAt } from "../../src/core/language/hover/hoverAt";
import { readPipeline } from "../../src/core/pipeline/readPipeline";
import { checkOf, makePlace, now, onlyTable, pipelineText } from "./measureWorkspace";

const thresholds = `t:
  min_records: 1
  f_pct: 50
  b_share: { metric: share(b), fail: 50, where: i > 1 }
  min_i: 1
  kinds: { metric: distinct(s), min: 1 }
  max_duplicates: 0
  some: { sql: "max(i) - min(i)", max: 9 }
`;
const tables =
  "tables: { t: { date_column: d, key: [d, s], where: \"s <> 'it''s'\", window: { start: 2024-02-27, end: 2024-02-29 } } }\n";

describe("the SQL that is shown over a bound", () => {
  const place = makePlace();
  after(() => place.remove());
  before(() =>
    place.query(
      "w.duckdb",
      "CREATE TABLE t (d TIMESTAMP, f DOUBLE, b BOOLEAN, i INTEGER, s VARCHAR)",
      "INSERT INTO t VALUES ('2024-02-27', 1, true, 1, 'x'), ('2024-02-29 23:59:59', 'nan', true, 2, 'x'), ('2024-02-28', 2, NULL, 3, 'y')",
      "INSERT INTO t VALUES ('2024-02-28', 3, false, 4, 'y'), ('2024-03-01', 4, true, 9, 'z'), ('2024-02-28', 5, true, 9, 'it''s')",
    ),
  );

  it("gives by itself what the validation counted", async () => {
    const headgate = pipelineText("w.duckdb", tables);
    const table = onlyTable(await place.validate({ "headgate.yaml": headgate, "t.yaml": thresholds }));
    const { pipeline } = readPipeline("headgate.yaml", headgate);
    const facts = { ...noFacts, pipeline, schemas: place.schemas, now };
    const found: Record<string, unknown> = {};
    for (const [index, line] of thresholds.split("\n").entries()) {
      const key = /^ {2}(\w+):/.exec(line)?.[1];
      if (key === undefined) continue;
      const text = hoverAt("thresholds", thresholds, index + 1, 4, facts)?.markdown ?? "";
      const [row] = await place.query("w.duckdb", /```sql\n([^`]*)\n```/.exec(text)?.[1] ?? "");
      found[key] = Object.fromEntries(Object.entries(row ?? {}).map(([name, value]) => [name, Number(value)]));
      assert.notEqual(checkOf(table, key).status, "unknown", key);
    }
    assert.deepEqual(found, {
      min_records: { numerator: 4 },
      f_pct: { numerator: 3, denominator: 4 },
      b_share: { numerator: 1, denominator: 3 },
      min_i: { denominator: 4, value: 10 },
      kinds: { numerator: 2 },
      max_duplicates: { denominator: 4, value: 3 },
      some: { value: 3 },
    });
    const counted = (key: string): unknown => [checkOf(table, key).numerator, checkOf(table, key).denominator];
    assert.deepEqual(counted("f_pct"), [3, 4]);
    assert.deepEqual(counted("b_share"), [1, 3]);
    assert.equal(checkOf(table, "min_i").observed, 10 / 4);
    assert.equal(checkOf(table, "max_duplicates").observed, 4 - 3);
    assert.equal(checkOf(table, "some").observed, 3);
  });
});
