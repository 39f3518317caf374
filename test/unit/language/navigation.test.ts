import assert from "node:assert/strict";
import { definitionAt } from "../../../src/core/language/navigation/definition";
import { referencesAt, renamable, renameAt } from "../../../src/core/language/navigation/rename";
import { atCursor, changed } from "./twoTexts";

const thresholds = `# what good data means
team:
  min_games: 5600
player:
  min_records: 35000
  usage_rate_pct: { fail: 95, runbook: docs/usage.md#nulls }
polling:
  interval_seconds: 60
`;
const pipeline = `version: 1
thresholds: config/t.yaml
tables:
  team: { table: nba.team, connection: here }
  player:
    table: nba.player
    cohorts:
      after_fix: { since_commit: 390caba }
connections:
  here: { type: duckdb }
fixes:
  usage: { commit: 390caba, table: player, expect: { usage_rate_pct: [90, 100] } }
backfills:
  team:
    command: [python, jobs/team.py, --config, "{thresholds}"]
    log: [logs/team*.log]
    tables: [team]
  player:
    command: [python, jobs/player.py, --wait-for, "{pid:team}", "{log:team}"]
    retry: python jobs/player.py --wait-for $HEADGATE_PID_TEAM
    after: [team]
    tables: player
validators:
  agree: { command: [./agree.sh], table: player }
gates:
  ready:
    requires: { checks: [team, player], validators: [agree] }
    features: { of: player, columns: [usage_rate], min_pct: 90 }
trainings:
  model: { gate: ready, command: [train] }
`;

/** Puts the cursor behind the first characters of a text that stands once, or for the n-th time. */
function cursorIn(text: string, found: string, behind: number): string {
  const at = text.indexOf(found);
  assert.ok(at >= 0, found);
  return `${text.slice(0, at + behind)}‸${text.slice(at + behind)}`;
}

/** What a place of headgate.yaml leads to. */
function leadsTo(found: string, behind: number): unknown {
  const { file, texts, position } = atCursor(thresholds, cursorIn(pipeline, found, behind));
  return definitionAt(file, texts, position)?.targets.map((target) =>
    target.kind === "place"
      ? `${target.file} ${target.range.line}:${target.range.column}`
      : `${target.kind} ${target.kind === "file" ? target.path : target.name}`,
  );
}

describe("go to definition", () => {
  it("leads from where a section is used to the section", () => {
    assert.deepEqual(leadsTo("checks: [team, player]", 17), ["thresholds 4:1"]);
    assert.deepEqual(leadsTo("of: player", 5), ["thresholds 4:1"]);
    assert.deepEqual(leadsTo("tables: [team]", 10), ["thresholds 2:1"]);
    assert.deepEqual(leadsTo("tables: player", 10), ["thresholds 4:1"]);
    assert.deepEqual(leadsTo("table: player }\ngates", 8), ["thresholds 4:1"]);
    assert.deepEqual(leadsTo("table: player, expect", 8), ["thresholds 4:1"]);
  });

  it("leads to the entry under tables: where there is no section of that name yet", () => {
    const { file, texts, position } = atCursor("team:\n  min_games: 1\n", cursorIn(pipeline, "of: player", 5));
    assert.deepEqual(definitionAt(file, texts, position)?.targets, [
      { kind: "place", file: "pipeline", range: { line: 5, column: 3, endLine: 5, endColumn: 9 } },
    ]);
  });

  it("leads from tables: to the section, and back", () => {
    assert.deepEqual(leadsTo("  player:\n    table", 3), ["thresholds 4:1"]);
    const { file, texts, position } = atCursor(cursorIn(thresholds, "team:", 2), pipeline);
    assert.deepEqual(definitionAt(file, texts, position), {
      from: { line: 2, column: 1, endLine: 2, endColumn: 5 },
      targets: [{ kind: "place", file: "pipeline", range: { line: 4, column: 3, endLine: 4, endColumn: 7 } }],
    });
  });

  it("leads to the declaration of backfills, validators, gates and connections", () => {
    assert.deepEqual(leadsTo("after: [team]", 9), ["pipeline 14:3"]);
    assert.deepEqual(leadsTo("{pid:team}", 6), ["pipeline 14:3"]);
    assert.deepEqual(leadsTo("HEADGATE_PID_TEAM", 15), ["pipeline 14:3"]);
    assert.deepEqual(leadsTo("validators: [agree]", 14), ["pipeline 24:3"]);
    assert.deepEqual(leadsTo("gate: ready", 8), ["pipeline 26:3"]);
    assert.deepEqual(leadsTo("connection: here", 14), ["pipeline 10:3"]);
  });

  it("leads to files and commits", () => {
    assert.deepEqual(leadsTo("config/t.yaml", 3), ["file config/t.yaml"]);
    assert.deepEqual(leadsTo("logs/team*.log", 3), ["file logs/team*.log"]);
    assert.deepEqual(leadsTo("jobs/team.py", 3), ["file jobs/team.py"]);
    assert.deepEqual(leadsTo("{thresholds}", 3), ["thresholds 1:1"]);
    assert.deepEqual(leadsTo("since_commit: 390caba", 16), ["commit 390caba"]);
    assert.deepEqual(leadsTo("after_fix:", 3), ["commit 390caba"]);
    assert.deepEqual(leadsTo("commit: 390caba, table", 10), ["commit 390caba"]);
    const { file, texts, position } = atCursor(cursorIn(thresholds, "docs/usage.md", 3), pipeline);
    assert.deepEqual(definitionAt(file, texts, position)?.targets, [{ kind: "file", path: "docs/usage.md" }]);
  });

  it("leads from what a fix expects to the bound", () => {
    assert.deepEqual(leadsTo("expect: { usage_rate_pct", 12), ["thresholds 6:3"]);
  });

  it("leads nowhere from anything else", () => {
    assert.equal(leadsTo("version: 1", 3), undefined);
    assert.equal(leadsTo("type: duckdb", 8), undefined);
    assert.equal(leadsTo("--wait-for, ", 12), undefined);
  });

  it("leads on in a file that does not parse as a whole", () => {
    const { file, texts, position } = atCursor(
      "team:\n  min_games: [5600\nplayer:\n  min_records: 5\n",
      "backfills: [\ntables:\n  play‸er: {}\n",
    );
    assert.deepEqual(definitionAt(file, texts, position)?.targets, [
      { kind: "place", file: "thresholds", range: { line: 3, column: 1, endLine: 3, endColumn: 7 } },
    ]);
  });
});

/** Both texts after a rename at the cursor, or why it is refused. */
function renamed(texts: readonly [string, string], name: string): string | string[] {
  const cursor = atCursor(...texts);
  const edits = renameAt(cursor.file, cursor.texts, cursor.position, name);
  return edits.ok ? changed(cursor.texts, edits.value) : edits.error.message;
}

describe("rename", () => {
  it("finds every place of a section in both files", () => {
    const { file, texts, position } = atCursor(cursorIn(thresholds, "player:", 2), pipeline);
    const places = referencesAt(file, texts, position)?.map((place) => `${place.file} ${place.range.line}`);
    assert.deepEqual(places, [
      "thresholds 4",
      "pipeline 5",
      "pipeline 12",
      "pipeline 22",
      "pipeline 24",
      "pipeline 27",
      "pipeline 28",
    ]);
  });

  it("of a section changes both files, and not the backfill of the same name", () => {
    const after = renamed([thresholds, cursorIn(pipeline, "of: player", 6)], "players");
    assert.deepEqual(after, [
      thresholds.replace("player:", "players:"),
      pipeline
        .replace("  player:\n    table", "  players:\n    table")
        .replace("table: player,", "table: players,")
        .replace("tables: player", "tables: players")
        .replace("table: player }\ngates", "table: players }\ngates")
        .replace("[team, player]", "[team, players]")
        .replace("of: player", "of: players"),
    ]);
  });

  it("of a backfill changes placeholders and the variables of a line for the shell", () => {
    const after = renamed([thresholds, cursorIn(pipeline, "after: [team]", 9)], "team-day");
    assert.deepEqual(after, [
      thresholds,
      pipeline
        .replace("backfills:\n  team:", "backfills:\n  team-day:")
        .replace("{pid:team}", "{pid:team-day}")
        .replace("{log:team}", "{log:team-day}")
        .replace("HEADGATE_PID_TEAM", "HEADGATE_PID_TEAM_DAY")
        .replace("after: [team]", "after: [team-day]"),
    ]);
  });

  it("of a section that reads the table of its name keeps the table", () => {
    assert.deepEqual(renamed(["pl‸ayer:\n  a_pct: 5\n", "tables:\n  player: { date_column: day }\n"], "people"), [
      "people:\n  a_pct: 5\n",
      "tables:\n  people: { date_column: day, table: player }\n",
    ]);
    assert.deepEqual(renamed(["pl‸ayer:\n  a_pct: 5\n", "version: 1\n"], "people"), [
      "people:\n  a_pct: 5\n",
      "version: 1\ntables:\n  people:\n    table: player\n",
    ]);
    assert.deepEqual(renamed(["pl‸ayer:\n  date_column: day\n  a_pct: 5\n", "version: 1\n"], "people"), [
      "people:\n  date_column: day\n  a_pct: 5\n  table: player\n",
      "version: 1\n",
    ]);
  });

  it("writes quotes where YAML needs them", () => {
    const texts = ["pl‸ayer:\n  table: t\n", 'gates: { g: { requires: { checks: [ "player" ] } } }\n'] as const;
    assert.deepEqual(renamed(texts, "2024: all"), [
      '"2024: all":\n  table: t\n',
      'gates: { g: { requires: { checks: [ "2024: all" ] } } }\n',
    ]);
    assert.deepEqual(renamed(texts, "no"), [
      '"no":\n  table: t\n',
      'gates: { g: { requires: { checks: [ "no" ] } } }\n',
    ]);
    assert.deepEqual(renamed(texts, "true"), [
      '"true":\n  table: t\n',
      'gates: { g: { requires: { checks: [ "true" ] } } }\n',
    ]);
  });

  it("refuses names that cannot be, with the reason", () => {
    const at = (name: string): string | string[] => renamed([cursorIn(thresholds, "player:", 2), pipeline], name);
    assert.equal(at("team"), "There is a section team already. Choose another name.");
    assert.equal(at("polling"), "polling means something else in the thresholds file. Choose another name.");
    assert.equal(at("  "), "A section needs a name.");
    assert.equal(at("a\nb"), "A name stands on one line, without tabs.");
    assert.equal(at(" a"), "A name neither begins nor ends with a blank.");
    assert.equal(
      renamed([thresholds, cursorIn(pipeline, "after: [team]", 9)], "a}b"),
      "Braces, quotes and backslashes cannot stand in the name of a backfill: command lines name it in placeholders.",
    );
  });

  it("refuses while places could be missed", () => {
    assert.equal(
      renamed(["pl‸ayer:\n  a_pct: 5\n", "version: 1\ngates: [\ntables: {}\n"], "people"),
      "headgate.yaml cannot be read as a whole, so places of the name could be missed. Mend line 3 first.",
    );
  });

  it("says where nothing can be renamed", () => {
    const { file, texts, position } = atCursor(cursorIn(thresholds, "min_records", 3), pipeline);
    const found = renamable(file, texts, position);
    assert.equal(
      found.ok ? "" : found.error.message,
      "Only names that the two files use can be renamed: sections, backfills, validators, gates, trainings and connections.",
    );
  });
});
