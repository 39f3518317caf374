import assert from "node:assert/strict";
import { parseCalendarDate, type CalendarDate } from "../../../src/core/calendar";
import { expectedDatesIn } from "../../../src/core/coverage/expectedDates";
import type { ExpectedDates } from "../../../src/core/pipeline/pipeline";

const days = (...texts: string[]): CalendarDate[] => texts.flatMap((text) => parseCalendarDate(text) ?? []);
const [start, end] = days("2024-02-28", "2024-03-05") as [CalendarDate, CalendarDate]; // Wednesday to Tuesday
const skipped = { start: start, end: days("2024-03-01")[0] ?? end };

describe("expected dates", () => {
  const cases: readonly [name: string, declared: ExpectedDates | null, expected: string[] | null][] = [
    ["none declared", null, null],
    [
      "every day",
      { days: "every day", skip: [] },
      ["2024-02-28", "2024-02-29", "2024-03-01", "2024-03-02", "2024-03-03", "2024-03-04", "2024-03-05"],
    ],
    [
      "weekdays",
      { days: "weekdays", skip: [] },
      ["2024-02-28", "2024-02-29", "2024-03-01", "2024-03-04", "2024-03-05"],
    ],
    [
      "every day but a range",
      { days: "every day", skip: [skipped] },
      ["2024-03-02", "2024-03-03", "2024-03-04", "2024-03-05"],
    ],
    [
      "a list, also of days outside",
      { days: days("2024-03-05", "2024-02-28", "2024-07-01", "2024-03-05"), skip: [] },
      ["2024-02-28", "2024-03-05"],
    ],
    ["a table's dates", { days: { from: "schedule.day" }, skip: [skipped] }, ["2024-03-03"]],
  ];
  for (const [name, declared, expected] of cases)
    it(name, () =>
      assert.deepEqual(
        expectedDatesIn({ start, end }, declared, days("2024-02-29", "2024-03-03", "2024-08-01")),
        expected,
      ),
    );
});
