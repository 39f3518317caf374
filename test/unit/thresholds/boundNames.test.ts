import assert from "node:assert/strict";
import { parseMetric } from "../../../src/core/coverage/metric";
import {
  boundNameDescription,
  boundNamePatterns,
  fixedBoundNames,
  metricDescriptions,
} from "../../../src/core/thresholds/boundNames";
import { partsOf, fixedNames } from "../../../src/core/thresholds/nameReadings";
import { sectionSchema } from "../../../src/core/thresholds/thresholdsSchema";
import { keysAt } from "../../../src/core/yaml/describe";

describe("what the names of bounds mean", () => {
  const cases: readonly [key: string, name: string | null][] = [
    ["usage_rate_drop_pct", "<column>_drop_pct"],
    ["min_ready_pct", "min_<column>_pct"],
    ["max_ready_pct", "max_<column>_pct"],
    ["usage_rate_pct", "<column>_pct"],
    ["min_quality_score", "min_<column>"],
    ["max_quality_score", "max_<column>"],
    ["blocking_issues", null],
    ["_pct", null],
    ["min_", null],
    ["toString", null],
  ];
  for (const [key, name] of cases)
    it(`${key}: ${name ?? "a person's own"}`, () => {
      const expected = boundNamePatterns.find((pattern) => pattern.name === name) ?? null;
      assert.equal(boundNameDescription(key), expected);
      if (name === null) return;
      const [parts] = partsOf(key);
      assert.equal(`${parts?.prefix}<column>${parts?.suffix}`, name, "the first way in which the name is taken apart");
    });

  it("fixed names are those that are resolved, and stand in the schema of a section", () => {
    const names = Object.keys(fixedBoundNames);
    assert.deepEqual(names.toSorted(), [...Object.keys(fixedNames), "max_duplicates"].toSorted());
    const known = new Map(keysAt(sectionSchema, []).map(({ key, description }) => [key, description]));
    for (const name of names) assert.equal(known.get(name), boundNameDescription(name)?.description);
  });

  it("metrics are written as the examples say", () => {
    for (const [name, { examples }] of Object.entries(metricDescriptions))
      for (const example of examples) {
        const written = parseMetric(String(example))?.function;
        assert.equal(written === "share_sql" ? "share" : written, name);
      }
  });
});
