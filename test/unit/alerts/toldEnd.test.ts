import assert from "node:assert/strict";
import { endToKeep, missedEnds, type ToldEnd } from "../../../src/core/alerts/toldEnd";
import { status } from "../vscode/facts";

const startedAt = "2026-01-04T15:00:00.000Z";
const at = (clock: string): Date => new Date(`2026-01-04T${clock}:00Z`);

function running(conservative: string, confidence: "low" | "medium" | "high") {
  const eta = { optimistic: at("15:20").toISOString(), conservative: at(conservative).toISOString(), confidence };
  return status({ name: "days", state: "running", startedAt, eta });
}

function toldEnd(number: number, toldAt: string, conservative: string, confidence: ToldEnd["confidence"]): ToldEnd {
  const [told, end] = [at(toldAt).toISOString(), at(conservative).toISOString()];
  return { id: String(number), run: "r", number, toldAt: told, conservative: end, confidence };
}

/** Looks at these minutes, each with the end that the run tells then; returns what was kept: when, which end. */
function kept(
  looks: readonly [clock: string, conservative: string, confidence: "low" | "medium" | "high"][],
): string[] {
  const told: ToldEnd[] = [];
  for (const [clock, conservative, confidence] of looks) {
    const end = endToKeep(running(conservative, confidence), told, at(clock), 60_000);
    if (end) told.push({ ...end, id: String(end.number) });
  }
  return told.map(({ toldAt, conservative }) => `${toldAt.slice(11, 16)} ${conservative.slice(11, 16)}`);
}

describe("an end that was told", () => {
  it("is kept when it is first told, and again when it is no guess any more", () => {
    assert.deepEqual(
      kept([
        ["15:01", "18:00", "low"],
        ["15:02", "17:30", "low"],
        ["15:10", "16:00", "medium"],
        ["15:20", "16:10", "high"],
      ]),
      ["15:01 18:00", "15:10 16:00"],
    );
  });

  it("is missed at once when it has passed; the next only when it is missed by much", () => {
    const looks: Parameters<typeof kept>[0] = [
      ["15:00", "16:00", "medium"],
      ["15:59", "16:30", "medium"],
      ["16:04", "16:44", "medium"],
      ["16:50", "17:20", "medium"],
      ["16:55", "17:30", "medium"],
    ];
    assert.deepEqual(kept(looks), ["15:00 16:00", "16:04 16:44", "16:55 17:30"]);
    const told: ToldEnd[] = [toldEnd(0, "15:00", "16:00", "medium"), toldEnd(1, "16:04", "16:44", "medium")];
    const missedAt = (clock: string): string[] => missedEnds(told, at(clock), 60_000).map(({ id }) => id);
    assert.deepEqual([missedAt("16:44"), missedAt("16:53"), missedAt("16:55")], [["0"], ["0"], ["0", "1"]]);
  });

  it("is none of a run that has ended, and none that has passed already", () => {
    assert.equal(endToKeep({ ...running("16:00", "high"), state: "partial" }, [], at("15:10"), 60_000), null);
    assert.equal(endToKeep(running("16:00", "high"), [], at("16:01"), 60_000), null);
    assert.equal(endToKeep({ ...running("16:00", "high"), eta: null }, [], at("15:10"), 60_000), null);
  });

  it("that was a guess and was replaced in time is never missed", () => {
    const told: ToldEnd[] = [toldEnd(0, "15:01", "15:40", "low"), toldEnd(1, "15:10", "18:00", "medium")];
    assert.deepEqual(missedEnds(told, at("16:00"), 60_000), []);
  });
});
