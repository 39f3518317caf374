import assert from "node:assert/strict";
import { documentSymbols, type DocumentSymbol } from "../../../src/core/language/navigation/symbols";
import { foldsIn } from "../../../src/core/language/navigation/folding";

function shown(symbols: readonly DocumentSymbol[], depth = 0): string[] {
  return symbols.flatMap(({ name, detail, kind, range, children }) => [
    `${"  ".repeat(depth)}${name}${detail === "" ? "" : ` (${detail})`} ${kind} ${range.line}:${range.column}-${range.endLine}:${range.endColumn}`,
    ...shown(children, depth + 1),
  ]);
}

describe("document symbols", () => {
  it("of the thresholds file are its sections and bounds, with their numbers", () => {
    const text = `# what good data means
player:
  table: nba.player # mechanics
  min_records: 35000   # rows
  usage_rate_pct:
    fail: 95
    warn: 97.0

  shot_zones_pct:
    - { until: 2024-04-30, fail: 80 }
    - { from: 2024-05-01, warn: 40 }
  blocking: { sql: "count(*)", max: 0 }
polling:
  interval_seconds: 60
`;
    assert.deepEqual(shown(documentSymbols("thresholds", text)), [
      "player section 2:1-12:40",
      "  table (nba.player) mechanics 3:3-3:20",
      "  min_records (35000) bound 4:3-4:21",
      "  usage_rate_pct (fail 95, warn 97.0) bound 5:3-7:15",
      "  shot_zones_pct bound 9:3-11:37",
      "    ..2024-04-30 (fail 80) entry 10:7-10:38",
      "    2024-05-01.. (warn 40) entry 11:7-11:37",
      "  blocking (max 0) bound 12:3-12:40",
      "polling setting 13:1-14:23",
      "  interval_seconds (60) setting 14:3-14:23",
    ]);
  });

  it("of headgate.yaml are its parts and what they declare", () => {
    const text = `version: 1
backfills:
  team:
    command: [python, jobs/team.py]
    after: other
gates: { ready: { requires: { checks: [team] } } }
`;
    assert.deepEqual(shown(documentSymbols("pipeline", text)), [
      "version (1) setting 1:1-1:11",
      "backfills section 2:1-5:17",
      "  team name 3:3-5:17",
      "    command (python, jobs/team.py) setting 4:5-4:36",
      "    after (other) setting 5:5-5:17",
      "gates section 6:1-6:51",
      "  ready name 6:10-6:49",
      "    requires setting 6:19-6:47",
      "      checks (team) setting 6:31-6:45",
    ]);
  });

  it("are there for what can be read of a file that does not parse as a whole", () => {
    const text = "a:\n  x_pct: 5\n  y_pct: { fail: 3\n  z_pct: 7\nb:\n  v_pct: [1\nc:\n  w_pct: 9\n";
    assert.deepEqual(
      shown(documentSymbols("thresholds", text)).filter((line) => /x_pct|z_pct|w_pct/.test(line)),
      ["  x_pct (5) bound 2:3-2:11", "  z_pct (7) bound 4:3-4:11", "  w_pct (9) bound 8:3-8:11"],
    );
  });
});

describe("folding", () => {
  it("folds sections, maps, lists, comments and regions; blank lines and comments behind them stay", () => {
    const text = `# what good data
# means
player:
  min_records: 5
  usage_rate_pct:
    fail: 95

  # a list as far out as its key
  shot_zones_pct:
  - until: 2024-04-30
    fail: 80
  - from: 2024-05-01

# the other one
team:
  #region more
  min_games: 5
  #endregion
`;
    assert.deepEqual(
      foldsIn(text).map(({ line, endLine, kind }) => `${line}-${endLine}${kind === null ? "" : ` ${kind}`}`),
      ["1-2 comment", "3-12", "5-6", "9-12", "10-11", "15-17", "16-18 region"],
    );
  });
});
