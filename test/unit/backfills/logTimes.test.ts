import assert from "node:assert/strict";
import { logProgress } from "../../../src/core/backfills/logProgress";
import { logReader, type LogReaderOptions } from "../../../src/core/backfills/logReader";
import { compileRecipe } from "../../../src/core/backfills/recipe";
import { clockOf } from "./logs";

function startOf(record: string, line: string, options: Partial<LogReaderOptions> = {}): string | null {
  const recipe = compileRecipe("own", { record, rules: [{ event: "start", pattern: "begun" }] });
  const reader = logReader(recipe, { clock: clockOf("America/New_York"), ...options });
  reader.read(`${line}\n`);
  return logProgress(reader.reading(), { recipe: "own", total: null, now: null }).startedAt;
}

describe("the time of a line", () => {
  it("is read from clocks of many kinds", () => {
    for (const [record, line] of [
      ["^(?P<time>\\S+) ", "2026-01-04T15:15:22.104Z begun"],
      ["^(?P<time>[\\d/: ]+) ", "2026/01/04 10:15:22 begun"],
      [
        "^\\[(?P<day>\\d+)/(?P<month>\\w+)/(?P<year>\\d+):(?P<hour>\\d+):(?P<minute>\\d+):(?P<second>\\d+) (?P<zone>\\S+)\\] ",
        "[04/Jan/2026:16:15:22 +0100] begun",
      ],
      [
        "^(?P<month>\\d+)/(?P<day>\\d+)/(?P<year>\\d+) (?P<hour>\\d+):(?P<minute>\\d+):(?P<second>\\d+) (?P<meridiem>[AP]M) ",
        "01/04/2026 10:15:22 AM begun",
      ],
      ["^(?P<epoch>[\\d.]+) ", "1767539722.104 begun"],
      ["^(?P<epoch>\\d+) ", "1767539722104 begun"],
    ] as const)
      assert.equal(startOf(record, line)?.slice(0, 19), "2026-01-04T15:15:22", line);
  });

  it("that does not exist is none", () => {
    for (const time of ["2026-02-30 10:00:00", "2026-01-04 25:00:00", "2026-01-04 10:61:00", "0000-00-00 00:00:00"])
      assert.equal(startOf("^(?P<time>\\S+ \\S+) ", `${time} begun`), null, time);
  });

  it("without a day is of the day on which the file was born, in the zone of the log", () => {
    const written = { bornAt: Date.parse("2026-01-05T03:00:00Z"), modifiedAt: Date.parse("2026-01-05T04:00:00Z") };
    assert.equal(startOf("^(?P<time>\\S+) ", "22:00:01 begun", { written }), "2026-01-05T03:00:01.000Z");
  });
});
