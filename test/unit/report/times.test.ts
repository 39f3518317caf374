import assert from "node:assert/strict";
import type { CalendarDate } from "../../../src/core/calendar";
import {
  agoText,
  clockText,
  datesText,
  durationText,
  etaText,
  fullMomentText,
  momentText,
} from "../../../src/core/report/times";

const zone = "America/Los_Angeles";
const now = new Date("2026-01-04T23:44:00Z");

describe("times for people", () => {
  it("are local to the zone", () => {
    assert.equal(clockText("2026-01-05T00:04:00Z", zone), "16:04");
    assert.equal(clockText("2026-01-05T08:00:00Z", zone), "00:00");
    assert.equal(fullMomentText("2026-01-04T23:43:51Z", zone), "2026-01-04 15:43:51 PST");
  });

  it("name the day where it is not today", () => {
    assert.equal(momentText("2026-01-04T23:35:00Z", now, zone), "15:35");
    assert.equal(momentText("2026-01-03T18:59:00Z", now, zone), "2026-01-03 10:59");
  });

  it("tell an end as a pair, also when both are the same minute", () => {
    const pair = (optimistic: string, conservative: string): string => etaText({ optimistic, conservative }, now, zone);
    assert.equal(pair("2026-01-05T00:04:00Z", "2026-01-05T00:12:00Z"), "16:04–16:12");
    assert.equal(pair("2026-01-05T00:04:00Z", "2026-01-05T00:04:30Z"), "16:04:00–16:04:30");
    assert.equal(pair("2026-01-05T07:50:00Z", "2026-01-05T08:10:00Z"), "23:50–2026-01-05 00:10");
    assert.equal(pair("2026-01-05T10:00:00Z", "2026-01-05T11:00:00Z"), "2026-01-05 02:00–03:00");
  });

  it("say how long ago something was", () => {
    const ago = (minutes: number): string => agoText(new Date(now.getTime() - minutes * 60_000).toISOString(), now);
    assert.deepEqual([-5, 0.9, 1, 4.7, 59.9, 60, 47 * 60, 48 * 60].map(ago), [
      "just now",
      "just now",
      "1 min ago",
      "4 min ago",
      "59 min ago",
      "1 h ago",
      "47 h ago",
      "2 d ago",
    ]);
  });

  it("say how long something takes", () => {
    const texts = [41, 2_100, 9_960, 59_400, 59_600, 300_000, 3_600_000, 8_700_000, 86_400_000, 93_600_000].map(
      durationText,
    );
    assert.deepEqual(texts, [
      "41 ms",
      "2.1 s",
      "10 s",
      "59 s",
      "1 min",
      "5 min",
      "1 h",
      "2 h 25 min",
      "1 d",
      "1 d 2 h",
    ]);
  });

  it("put neighbouring dates together and count what does not fit", () => {
    const dates = ["2021-10-03", "2021-10-04", "2021-10-06", "2021-10-09"] as CalendarDate[];
    assert.equal(datesText(dates), "2021-10-03…2021-10-04, 2021-10-06, 2021-10-09");
    assert.equal(datesText(dates, 1), "2021-10-03…2021-10-04 … and 2 more dates");
    assert.equal(datesText([]), "");
  });
});
