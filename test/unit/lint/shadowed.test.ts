import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { saidOf } from "./factsFor";

const users = readFileSync(join(__dirname, "../../fixtures/thresholds/backfill_thresholds.yaml"), "utf8");
const validator = (more: string): string =>
  `validators:\n  player_summary: { command: [./validate_player_summary.sh, "{start}", "{end}", "{thresholds}"]${more} }\n`;
const given = { pipeline: validator(", table: player_game_summary"), shellValidators: ["player_summary"] };
const script = "The shell script of player_summary may search for the first line with this key, and would take";

describe("a key that stands in several sections while a shell script is given the file", () => {
  it("is told where the script would read another number than its section's", () => {
    assert.deepEqual(saidOf(users, given), [
      `18:3-18:27 warning shadowed min_production_ready_pct stands in team_offense as well (line 8: 80). ${script} 80 instead of 95. Let the script read its own section.`,
      `19:3-19:16 warning shadowed timeout_hours stands in team_offense as well (line 9: 8). ${script} 8 instead of 5. Let the script read its own section.`,
    ]);
  });

  it("is told of every later section where the validator does not say which table it is for", () => {
    const says = saidOf(users, { ...given, pipeline: validator("") });
    assert.deepEqual(
      says.map((line) => line.split(" (")[0]),
      [
        "18:3-18:27 warning shadowed min_production_ready_pct stands in team_offense as well",
        "19:3-19:16 warning shadowed timeout_hours stands in team_offense as well",
        "24:3-24:16 warning shadowed timeout_hours stands in team_offense as well",
      ],
    );
  });

  it("is no matter where no shell script is given the file, or the first section is the one it is for", () => {
    assert.deepEqual(saidOf(users, { ...given, shellValidators: [] }), []);
    assert.deepEqual(saidOf(users, { ...given, pipeline: validator(", table: team_offense") }), []);
  });
});
