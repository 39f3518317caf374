import assert from "node:assert/strict";
import {
  addDays,
  dayIn,
  daysOf,
  parseCalendarDate,
  rangesOf,
  weekdayOf,
  type CalendarDate,
  type Window,
} from "../../../src/core/calendar";
import { resolveWindow, settledWindow } from "../../../src/core/coverage/window";

const day = (text: string): CalendarDate => {
  const parsed = parseCalendarDate(text);
  assert.ok(parsed, text);
  return parsed;
};
const window = (start: string, end: string): Window => ({ start: day(start), end: day(end) });

describe("calendar days", () => {
  it("are read in one way only", () => {
    const texts = [
      "2024-02-29",
      "2023-02-29",
      "2024-13-01",
      "2024-1-1",
      "24-01-01",
      " 2024-01-01",
      "2024-01-01T00:00",
      "",
    ];
    assert.deepEqual(texts.map(parseCalendarDate), ["2024-02-29", ...Array<undefined>(7).fill(undefined)]);
  });

  it("are added over months, leap days and changes of the clock", () => {
    assert.equal(addDays(day("2024-02-28"), 1), "2024-02-29");
    assert.equal(addDays(day("2023-12-31"), 1), "2024-01-01");
    assert.equal(addDays(day("2024-03-10"), 1), "2024-03-11");
    assert.equal(addDays(day("2024-03-01"), -1), "2024-02-29");
  });

  it("end with the last one of four digits", () => {
    assert.equal(addDays(day("9999-12-31"), 1), "9999-12-31");
    assert.deepEqual(daysOf(window("9999-12-30", "9999-12-31")), ["9999-12-30", "9999-12-31"]);
  });

  it("of a window are all of it, both ends too; none when it is reversed", () => {
    assert.deepEqual(daysOf(window("2024-02-28", "2024-03-01")), ["2024-02-28", "2024-02-29", "2024-03-01"]);
    assert.deepEqual(daysOf(window("2024-03-01", "2024-03-01")), ["2024-03-01"]);
    assert.deepEqual(daysOf(window("2024-03-02", "2024-03-01")), []);
  });

  it("are told as ranges", () => {
    assert.deepEqual(rangesOf(["2024-02-29", "2024-03-01", "2024-03-03"].map(day)), [
      window("2024-02-29", "2024-03-01"),
      window("2024-03-03", "2024-03-03"),
    ]);
  });

  it("know their weekday, and which day an instant is in a zone", () => {
    assert.deepEqual(["2024-03-03", "2024-03-09"].map(day).map(weekdayOf), [0, 6]);
    const instant = new Date("2024-03-10T04:30:00Z");
    assert.equal(dayIn("America/New_York", instant), "2024-03-09");
    assert.equal(dayIn("UTC", instant), "2024-03-10");
    assert.equal(dayIn("Pacific/Kiritimati", instant), "2024-03-10");
  });
});

describe("the window that is measured", () => {
  const now = new Date("2024-03-10T04:30:00Z");

  it("takes today and yesterday in the table's zone", () => {
    const declared = { start: "yesterday", end: "today" } as const;
    assert.deepEqual(resolveWindow(declared, now, "UTC"), window("2024-03-09", "2024-03-10"));
    assert.deepEqual(resolveWindow(declared, now, "America/New_York"), window("2024-03-08", "2024-03-09"));
  });

  it("takes days told by how long ago they are", () => {
    const declared = { start: { daysAgo: 90 }, end: { daysAgo: 1 } } as const;
    assert.deepEqual(resolveWindow(declared, now, "UTC"), window("2023-12-11", "2024-03-09"));
    assert.deepEqual(resolveWindow(declared, now, "America/New_York"), window("2023-12-10", "2024-03-08"));
  });

  const cases: readonly [hours: number | null, zone: string, settledEnd: string, unsettled: readonly string[]][] = [
    [null, "UTC", "2024-03-11", []],
    [0, "UTC", "2024-03-09", ["2024-03-10", "2024-03-11"]],
    [4, "UTC", "2024-03-09", ["2024-03-10", "2024-03-11"]],
    [5, "UTC", "2024-03-08", ["2024-03-09", "2024-03-10", "2024-03-11"]],
    [0, "America/New_York", "2024-03-08", ["2024-03-09", "2024-03-10", "2024-03-11"]],
  ];
  for (const [hours, zone, end, unsettled] of cases)
    it(`settles ${hours ?? "at once"} hours after a day's end in ${zone}`, () => {
      assert.deepEqual(settledWindow(window("2024-03-01", "2024-03-11"), hours, now, zone), {
        settled: window("2024-03-01", end),
        unsettled,
      });
    });

  it("may be unsettled as a whole: then nothing of it is measured", () => {
    assert.deepEqual(settledWindow(window("2024-03-10", "2024-03-11"), 0, now, "UTC"), {
      settled: window("2024-03-10", "2024-03-09"),
      unsettled: ["2024-03-10", "2024-03-11"],
    });
  });

  it("may end in a thousand years", () => {
    const { settled, unsettled } = settledWindow(window("2024-03-01", "2999-12-31"), 0, now, "UTC");
    assert.deepEqual([settled.end, unsettled[0], unsettled.at(-1)], ["2024-03-09", "2024-03-10", "2999-12-31"]);
  });
});
