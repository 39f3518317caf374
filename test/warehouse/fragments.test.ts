import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { DuckDBInstance, StatementType, type DuckDBConnection } from "@duckdb/node-api";
import { duckdbWarehouse } from "../../src/adapters/duckdb/duckdbWarehouse";
import type { DialectName } from "../../src/core/coverage/sql/dialect";
import { refuseFragment } from "../../src/core/coverage/sql/fragment";
import { bigquery, duckdb, shared, type Honest } from "./fragments/honest";
import { inPlaces } from "./fragments/inPlaces";
import { refused } from "./fragments/refused";
import { makePlace, pipelineText } from "./measureWorkspace";

const allRefused = refused.flatMap(({ sql }) => sql);
const allOf = (...kinds: readonly Honest[]): string[] =>
  kinds.flatMap(({ conditions, aggregates }) => [...conditions, ...aggregates]);
/** In its place a fragment makes several statements of the one; by the engines' own parsers, if nobody refused it. */
const severalStatements = ["1); DROP TABLE t; SELECT (1"];

const table = `CREATE TABLE t AS SELECT 1 AS x, 2 AS y, 3 AS load, 4 AS größe, 5 AS "odd ""name""; --", 'a' AS name, 'C:' AS path,
  ['a'] AS tags, [1] AS scores, DATE '2024-02-28' AS d, TIMESTAMP '2024-02-28 12:00:00' AS seen, true AS ready, 0.5::DOUBLE AS ratio,
  1.5 AS amount, '{"name": "a"}'::JSON AS profile, {city: 'Oslo', zip: '0150'} AS place`;

describe("fragments that try to be more than one expression", () => {
  it("are more than 200, each of its own", () => {
    assert.ok(allRefused.length > 200);
    assert.equal(new Set(allRefused).size, allRefused.length);
  });

  for (const { because, inBigquery = because, sql } of refused)
    it(`${sql.length}: "${because}"`, () => {
      for (const one of sql) {
        const told = [refuseFragment(one, "duckdb"), refuseFragment(one, "bigquery")];
        assert.deepEqual([one, ...told], [one, because, inBigquery]);
        assert.equal(refuseFragment(one, null), because, "and so where the engine is not known");
      }
    });
});

describe("fragments that are one expression", () => {
  const cases: readonly [DialectName | null, string[]][] = [
    ["duckdb", allOf(shared, duckdb)],
    ["bigquery", allOf(shared, bigquery)],
    [null, allOf(shared)],
  ];
  for (const [dialect, fragments] of cases)
    it(`are let through: ${fragments.length}, ${dialect ?? "the engine not known"}`, () => {
      assert.ok(dialect === null || fragments.length > 100);
      for (const sql of fragments) assert.deepEqual([sql, refuseFragment(sql, dialect)], [sql, undefined]);
    });
});

describe("DuckDB's own parser", () => {
  let instance: DuckDBInstance;
  let connection: DuckDBConnection;
  before(async () => {
    instance = await DuckDBInstance.create(":memory:");
    connection = await instance.connect();
    await connection.run(table);
  });
  after(() => {
    connection.closeSync();
    instance.closeSync();
  });

  /** How many statements a text is; none where it cannot be parsed. */
  async function statements(sql: string): Promise<number> {
    try {
      return (await connection.extractStatements(sql)).count;
    } catch {
      return 0;
    }
  }

  it("would see several statements in few of what is refused: it is not the only one who looks, and neither are we", async () => {
    const several: string[] = [];
    for (const sql of allRefused)
      for (const whole of inPlaces(sql)) if ((await statements(whole)) > 1) several.push(sql);
    assert.deepEqual(several, severalStatements);
  });

  it("sees one SELECT in each honest one, and runs it", async () => {
    for (const { conditions, aggregates } of [shared, duckdb])
      for (const [sql, whole] of [
        ...conditions.map((one) => [one, inPlaces(one)[0]] as const),
        ...aggregates.map((one) => [one, inPlaces(one)[1]] as const),
      ]) {
        const extracted = await connection.extractStatements(whole);
        const prepared = await extracted.prepare(0);
        assert.deepEqual([sql, extracted.count, prepared.statementType], [sql, 1, StatementType.SELECT]);
        assert.equal((await prepared.runAndReadAll()).currentRowCount, 1, sql);
        prepared.destroySync();
      }
  });
});

describe("GoogleSQL's own parser, as it answered (test/warehouse/fragments/recordGoogleSql.mjs asks it anew)", () => {
  const answers = JSON.parse(readFileSync(join(__dirname, "fragments/googleSql.json"), "utf8")) as {
    refused: Record<string, string[]>;
    honest: Record<string, string[]>;
  };

  it("was asked about every fragment there is", () => {
    assert.deepEqual(Object.keys(answers.refused).sort(), [...allRefused].sort());
    assert.deepEqual(Object.keys(answers.honest).sort(), allOf(shared, bigquery).sort());
  });

  it("sees one query in each honest one, and knows what it means", () => {
    for (const [sql, answer] of Object.entries(answers.honest))
      assert.deepEqual([sql, ...answer], [sql, "QueryStatement", "one query"]);
  });

  it("would see several statements, or one that does not only read, in few of what is refused", () => {
    const harmful = Object.entries(answers.refused).filter(([, answer]) =>
      answer.some((one) => one !== "QueryStatement" && !one.startsWith("error: ")),
    );
    assert.deepEqual(
      harmful.map(([sql]) => sql),
      severalStatements,
    );
  });
});

describe("nothing of it happens", () => {
  const place = makePlace();
  before(async () => {
    await place.query("w.duckdb", table);
  });
  after(() => place.remove());
  const state = (): string[] => [
    ...readdirSync(place.root, { recursive: true, encoding: "utf8" }).sort(),
    createHash("sha256")
      .update(readFileSync(join(place.root, "w.duckdb")))
      .digest("hex"),
  ];

  it("when a whole validation has them as where, sql and share", async () => {
    const reasons = new Map(refused.flatMap(({ because, sql }) => sql.map((one) => [one, because] as const)));
    const sections = allRefused.map((sql, index) => {
      const text = JSON.stringify(sql);
      const share = sql.startsWith("\ufeff") ? `true AND ${sql}` : sql; // At its beginning that mark would be trimmed.
      return [
        `own_${index}:`,
        "  table: t",
        `  of_sql: { sql: ${text}, min: 0 }`,
        `  of_share: { metric: ${JSON.stringify(`share(${share})`)}, min: 0 }`,
        `  of_where: { metric: row_count(), min: 0, where: ${text} }`,
        `all_${index}:`,
        "  table: t",
        `  where: ${text}`,
        "  min_records: 0",
      ].join("\n");
    });
    await place.validate({ "t.yaml": "a: {}\n", "headgate.yaml": pipelineText("w.duckdb") });
    const files = { "t.yaml": `${sections.join("\n")}\n`, "headgate.yaml": pipelineText("w.duckdb") };
    const before = state();
    const validation = await place.validate(files);
    assert.ok(validation.ok);
    assert.equal(validation.value.tables.length, 2 * allRefused.length);
    for (const { name, checks } of validation.value.tables) {
      const text = allRefused[Number(name.slice(4))] ?? "";
      const because = reasons.get(text);
      for (const { id, status, observed, reason } of checks) {
        assert.deepEqual([id, status, observed], [id, "unknown", null]);
        if (id.startsWith("all_") && text === "") assert.equal(reason, "where must not be empty.");
        else assert.equal(reason, `This SQL must be one expression, and it ${because ?? ""}.`);
      }
    }
    assert.deepEqual(state(), before);
  });

  it("when they are put to the warehouse as they stand, refused by nobody before", async () => {
    const before = state();
    const opened = await duckdbWarehouse({ path: "w.duckdb", root: place.root, tables: ["t"] });
    assert.ok(opened.ok);
    for (const sql of allRefused)
      for (const whole of inPlaces(sql)) {
        const answer = await opened.value.query({ sql: whole, parameters: [] }, new AbortController().signal);
        if (answer.ok) assert.equal(answer.value.scan.statements, 1);
        else assert.match(answer.error.code, /^query-(refused|failed)$/);
      }
    opened.value.close();
    assert.deepEqual(state(), before);
  });
});
