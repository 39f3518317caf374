import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { lintPipeline, lintThresholds } from "../lint/lintTexts";
import type { RecordedSchema } from "../../../src/app/ports";
import type { Column, ColumnKind } from "../../../src/core/coverage/column";
import { ask, exampleFolder, filesOf, playground, runJob } from "./exampleRun";

const read = (file: string): string => readFileSync(join(exampleFolder, file), "utf8");

describe("the example's configuration", () => {
  const place = playground();
  const day = ["--dates", "2001-01-01"];
  before(async () => {
    await runJob("network_day", day, place.data);
    await runJob("airport_day", day, place.data);
  });
  after(() => place.remove());

  it("is read without a word", () => {
    assert.deepEqual(lintPipeline("headgate.yaml", read("headgate.yaml")), []);
  });

  it("names only columns that the backfills write", async () => {
    const schemas = await Promise.all(["network_day", "airport_day"].map((table) => schemaOf(place.data, table)));
    const context = { pipelineText: read("headgate.yaml"), schemas };
    assert.deepEqual(lintThresholds("thresholds.yaml", read("config/backfill_thresholds.yaml"), context), []);
  });
});

/** The types that the example's files are made of. */
const kinds: Readonly<Record<string, ColumnKind>> = {
  BOOLEAN: "boolean",
  INTEGER: "integer",
  DOUBLE: "float",
  VARCHAR: "text",
  DATE: "date",
  TIMESTAMP: "timestamp",
};

async function schemaOf(data: string, table: string): Promise<RecordedSchema> {
  const described = await ask(`DESCRIBE SELECT * FROM ${filesOf(data, table)}`);
  const columns = described.map(({ column_name, column_type }): Column => {
    const kind = kinds[String(column_type)];
    assert.ok(kind, `${String(column_name)} is ${String(column_type)}`);
    return { name: String(column_name), type: String(column_type), kind };
  });
  return { connection: "warehouse", table: `data/${table}/*.parquet`, at: "2001-07-01T00:00:00.000Z", columns };
}
