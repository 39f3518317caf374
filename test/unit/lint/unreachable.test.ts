import assert from "node:assert/strict";
import { measuredCheck, saidOf, table } from "./factsFor";

const fix = (expect: string, more = ", table: t"): string =>
  `fixes:\n  rates: { commit: abc${more}, expect: ${expect} }\n`;

describe("a bound that contradicts what a fix is expected to bring about", () => {
  it("is told at its number, with today's value where it is known", () => {
    const measured = measuredCheck("t.rate_pct", "completeness(rate)", { observed: 47.2, counts: [472, 1000] });
    const given = { pipeline: fix("{ rate_pct: [40, 50] }"), measured: [table("t", [measured])] };
    assert.deepEqual(saidOf("t:\n  rate_pct: 95.0 # needed\n", given), [
      "2:13-2:17 warning unreachable rate_pct asks for 95 %, and the fix rates is expected to bring it to 40–50 %: it would always fail. Last measured: 47.2 %. Correct the bound, or what is expected.",
    ]);
  });

  const cases: readonly [name: string, line: string, expect: string, says: readonly string[]][] = [
    ["a bound at the high end can be met", "rate_pct: 50", "{ rate_pct: [40, 50] }", []],
    ["a bound of another key", "rate_pct: 95", "{ other_pct: [40, 50] }", []],
    [
      "an upper bound under the low end",
      "max_missing_dates: 0",
      "{ max_missing_dates: [14, 20] }",
      [
        "2:22-2:23 warning unreachable max_missing_dates allows at most 0, and the fix rates is expected to bring it to 14–20: it would always fail. Correct the bound, or what is expected.",
      ],
    ],
    ["an upper bound at the low end can be met", "max_missing_dates: 14", "{ max_missing_dates: [14, 20] }", []],
    [
      "a bound that only warns",
      "rate_pct: { warn: 60 }",
      "{ rate_pct: [40, 50] }",
      [
        "2:21-2:23 warning unreachable rate_pct asks for 60 %, and the fix rates is expected to bring it to 40–50 %: it would always warn. Correct the bound, or what is expected.",
      ],
    ],
    [
      "an entry of a dated list",
      "rate_pct: [{ until: 2024-04-30, fail: 45 }, { from: 2024-05-01, fail: 50.5 }]",
      "{ rate_pct: [40, 50] }",
      [
        "2:73-2:77 warning unreachable rate_pct asks for 50.5 %, and the fix rates is expected to bring it to 40–50 %: it would always fail. Correct the bound, or what is expected.",
      ],
    ],
  ];
  for (const [name, line, expect, says] of cases)
    it(name, () => assert.deepEqual(saidOf(`t:\n  ${line}\n`, { pipeline: fix(expect) }), says));

  it("is not told of another table, and of every table where the fix names none", () => {
    const text = "t:\n  rate_pct: 95\nu:\n  rate_pct: 30\n";
    assert.deepEqual(saidOf(text, { pipeline: fix("{ rate_pct: [40, 50] }", ", table: u") }), []);
    const says = saidOf(text, { pipeline: fix("{ rate_pct: [40, 50] }", "") });
    assert.deepEqual(says, [
      "2:13-2:15 warning unreachable rate_pct asks for 95 %, and the fix rates is expected to bring it to 40–50 %: it would always fail. Correct the bound, or what is expected.",
    ]);
  });
});
