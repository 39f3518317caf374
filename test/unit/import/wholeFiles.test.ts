import { decimalText } from "../../../src/core/coverage/decimal";
import assert from "node:assert/strict";
import { lintThresholds } from "../lint/lintTexts";
import { boundsOf } from "../../../src/core/import/bounds";
import { importThresholds } from "../../../src/core/import/importThresholds";
import { readDataplex } from "../../../src/core/import/dataplex/dataplex";
import { readDbt } from "../../../src/core/import/dbt/dbt";
import { readDqdl } from "../../../src/core/import/dqdl/dqdl";
import { readSoda } from "../../../src/core/import/soda/soda";
import { metricText } from "../../../src/core/coverage/metric";
import { mergedMechanics } from "../../../src/core/pipeline/mechanicsSchema";
import { readThresholds } from "../../../src/core/thresholds/readThresholds";
import { resolveSection } from "../../../src/core/thresholds/resolveSection";
import { seededRandom } from "../seededRandom";
import { fixture, fixtures, imported } from "./importing";

const readers = [readSoda, readDbt, readDqdl, readDataplex];

/** What the written file asks, as the language itself reads it. */
function askedBy(thresholds: string): string[] {
  return readThresholds("t.yaml", thresholds)
    .sections.flatMap((section) => {
      const { checks, unreadable } = resolveSection("t.yaml", section, mergedMechanics(section.mechanics), null, null);
      assert.deepEqual(unreadable, []);
      return checks.map((check) =>
        sentence(section.name, metricText(check.metric), check.comparison, check.fail, check.warn, check.where),
      );
    })
    .sort();
}

type Bound = Parameters<typeof decimalText>[0] | null;

function sentence(
  table: string,
  metric: string,
  comparison: string,
  fail: Bound,
  warn: Bound,
  where: string | null,
): string {
  const [failText, warnText] = [fail, warn].map((bound) => (bound ? decimalText(bound) : "-"));
  return `${table}: ${metric} ${comparison} fail ${failText} warn ${warnText} where ${where ?? "-"}`;
}

describe("files of other tools", () => {
  for (const [index, path] of fixtures.entries()) {
    const { file, text } = fixture(path);

    it(`${file}: every rule is in exactly one of the two lists`, () => {
      const reading = readers[index]!({ file, text });
      assert.ok(reading.ok);
      const { carriedOver, notCarriedOver } = imported(text, file);
      const told = [...carriedOver, ...notCarriedOver].map(({ line, text: rule }) => `${line} ${rule}`);
      assert.deepEqual(told.sort(), reading.value.rules.map(({ line, text: rule }) => `${line} ${rule}`).sort());
      assert.ok(carriedOver.length >= 9 && notCarriedOver.length >= 2);
    });

    it(`${file}: what is written asks exactly what was read`, () => {
      const reading = readers[index]!({ file, text });
      assert.ok(reading.ok);
      const names = new Set(imported(text, file).carriedOver.map(({ line, text: rule }) => `${line} ${rule}`));
      const meant = reading.value.rules
        .filter(({ line, text: rule }) => names.has(`${line} ${rule}`))
        .flatMap(({ outcome }) => (outcome.kind === "asks" ? outcome.asks : []))
        .flatMap((ask) => {
          const read = boundsOf(ask);
          return "bounds" in read ? read.bounds : [];
        })
        .map(({ table, metric, side, fail, warn, where }) =>
          sentence(table, metricText(metric), side === "low" ? ">=" : "<=", fail, warn, where),
        );
      assert.deepEqual([...new Set(askedBy(imported(text, file).thresholds))], [...new Set(meant)].sort());
    });

    it(`${file}: the result has no error`, () => {
      const found = lintThresholds("t.yaml", imported(text, file).thresholds, { pipelineText: null, schemas: [] });
      assert.deepEqual(
        found.filter(({ severity }) => severity !== "hint"),
        [],
      );
    });

    it(`${file}: no piece of it makes the importer throw, or lose a rule`, () => {
      const seed = 20240101 + index;
      const random = seededRandom(seed);
      for (let turn = 0; turn < 40; turn++) {
        const from = Math.floor(random() * text.length);
        const to = Math.min(text.length, from + Math.floor(random() * 12));
        const broken = text.slice(0, from) + "[]{}:#\"'\n-&*"[Math.floor(random() * 12)]! + text.slice(to);
        const result = importThresholds([{ file, text: broken }], null);
        if (!result.ok) assert.match(result.error.message, /[.\]]$/, `seed ${seed}, turn ${turn}`);
        else
          assert.deepEqual(
            lintThresholds("t.yaml", result.value.thresholds, { pipelineText: null, schemas: [] }).filter(
              ({ severity }) => severity === "error",
            ),
            [],
            `seed ${seed}, turn ${turn}: ${result.value.thresholds}`,
          );
      }
    });
  }

  it("several at once become one file", () => {
    const result = importThresholds(
      [
        { file: "a.yml", text: "checks for t:\n  - row_count > 0\n" },
        { file: "t.dqdl", text: 'Rules = [ IsComplete "c" ]' },
      ],
      null,
    );
    assert.ok(result.ok);
    assert.equal(
      result.value.thresholds,
      [
        "# Imported from a.yml (SodaCL): 1 rule carried over, 0 not.",
        "# Imported from t.dqdl (DQDL): 1 rule carried over, 0 not.",
        "",
        "t:",
        "  min_records: 1",
        "  c_pct: 100",
        "",
      ].join("\n"),
    );
  });

  it("of no tool that is known, or that cannot be read, are a failure with one sentence", () => {
    const messages = ["a: 1\n", "checks for t:\n  - [\n", "Rules = [ RowCount > 0"].map((text) => {
      const result = importThresholds([{ file: "x.yml", text }], null);
      return result.ok ? "" : `${result.error.code}: ${result.error.message}`;
    });
    assert.deepEqual(messages, [
      "not-importable: x.yml is no file of SodaCL, dbt, DQDL or Dataplex that Headgate knows. Name its tool with --from soda, dbt, dqdl or dataplex.",
      messages[1],
      "not-importable: x.yml:1 begins a list of rules and never ends it. Close it with ].",
    ]);
    assert.match(
      messages[1] ?? "",
      /^not-importable: x\.yml:\d is not valid YAML: .*\. Mend it and import it again\.$/,
    );
  });
});
