import assert from "node:assert/strict";
import { zonedClock } from "../../../src/core/backfills/zonedClock";
import { clockOf } from "./logs";

describe("the clock of a zone", () => {
  const read = (timeZone: string, wall: string, notBefore?: string): string =>
    new Date(
      clockOf(timeZone)(Date.parse(`${wall}Z`), notBefore === undefined ? undefined : Date.parse(notBefore)),
    ).toISOString();

  it("reads wall-clock times as instants, in summer and in winter", () => {
    assert.equal(read("America/Los_Angeles", "2026-01-04T15:35:02.001"), "2026-01-04T23:35:02.001Z");
    assert.equal(read("America/Los_Angeles", "2026-07-04T15:35:02"), "2026-07-04T22:35:02.000Z");
    assert.equal(read("Asia/Kolkata", "2026-07-04T00:00:00"), "2026-07-03T18:30:00.000Z");
    assert.equal(read("Pacific/Kiritimati", "2026-07-04T00:00:00"), "2026-07-03T10:00:00.000Z");
    assert.equal(read("UTC", "2026-07-04T00:00:00"), "2026-07-04T00:00:00.000Z");
  });

  it("takes the earlier of an hour that comes twice, unless it is known to be past", () => {
    assert.equal(read("Europe/Berlin", "2025-10-26T02:30:00"), "2025-10-26T00:30:00.000Z");
    assert.equal(read("Europe/Berlin", "2025-10-26T02:30:00", "2025-10-26T00:59:00Z"), "2025-10-26T01:30:00.000Z");
    assert.equal(read("Europe/Berlin", "2025-10-26T02:30:00", "2025-10-26T00:30:20Z"), "2025-10-26T00:30:00.000Z");
    assert.equal(read("Europe/Berlin", "2025-10-26T03:00:00"), "2025-10-26T02:00:00.000Z");
  });

  it("reads an hour that clocks skipped as if they had not gone forward yet", () => {
    assert.equal(read("Europe/Berlin", "2025-03-30T02:30:00"), "2025-03-30T01:30:00.000Z");
    assert.equal(read("Europe/Berlin", "2025-03-30T01:59:59"), "2025-03-30T00:59:59.000Z");
    assert.equal(read("Europe/Berlin", "2025-03-30T03:00:00"), "2025-03-30T01:00:00.000Z");
  });

  it("knows half-hour changes", () => {
    assert.equal(read("Australia/Lord_Howe", "2026-04-05T01:45:00"), "2026-04-04T14:45:00.000Z");
    assert.equal(
      read("Australia/Lord_Howe", "2026-04-05T01:45:00", "2026-04-04T15:10:00Z"),
      "2026-04-04T15:15:00.000Z",
    );
  });

  it("refuses a zone that is not known", () => {
    const refused = zonedClock("PST8PDT/Nowhere");
    assert.ok(!refused.ok);
    assert.equal(refused.error.code, "invalid-configuration");
  });
});
