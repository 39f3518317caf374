import type { EndedRun, News } from "../../../src/core/alerts/news";

/** Small whole news for tests: four o'clock on a quiet day. */
export const now = new Date("2026-01-04T16:00:00Z");

export function newsFor(facts: Partial<News>): News {
  return {
    pipeline: { backfills: {}, gates: {} },
    rows: [],
    ended: [],
    trainings: [],
    decisions: [],
    validation: null,
    followUps: [],
    toldEnds: [],
    pollMs: 60_000,
    now,
    timeZone: "UTC",
    ...facts,
  };
}

export function endedRun(facts: Partial<EndedRun> & Pick<EndedRun, "id" | "name">): EndedRun {
  return {
    kind: "backfill",
    startedAt: "2026-01-04T15:35:00Z",
    endedAt: "2026-01-04T15:50:00Z",
    exitCode: 0,
    signal: null,
    stopped: false,
    ...facts,
  };
}
