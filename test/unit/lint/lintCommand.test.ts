import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { openStore } from "../../../src/adapters/store/openStore";
import type { CalendarDate } from "../../../src/core/calendar";
import { version } from "../../../package.json";
import { temporaryFolder } from "../launch/launching";
import { measuredCheck, table } from "./factsFor";

const commandLine = resolve(__dirname, "../../../dist/cli.js");

const configuration = `version: 1
thresholds: config/t.yaml
tables:
  t: { table: data/t.csv }
backfills:
  fill: { command: [python-of-nobody, jobs/fill.py], log: logs/*.log }
validators:
  looks_right: { command: [./check, "{thresholds}"], table: t }
`;

describe("headgate lint", () => {
  const root = temporaryFolder("lint");
  const write = (name: string, text: string): void => {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), text);
  };
  const git = (...words: readonly string[]): void => {
    execFileSync("git", ["-C", root, "-c", "user.name=Test", "-c", "user.email=test@example.com", ...words]);
  };
  type Ended = { readonly status: number | null; readonly stdout: string; readonly stderr: string };
  const lint = (words: readonly string[], cwd = root): Ended => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [commandLine, "lint", ...words], {
      cwd,
      encoding: "utf8",
    });
    return { status, stdout, stderr };
  };

  before(async () => {
    write("headgate.yaml", configuration);
    write("config/t.yaml", "games:\n  min_records: 1\nt:\n  rate_pct: 95\n");
    write("check", "#!/usr/bin/env bash\ngrep min_records: $1\n");
    chmodSync(join(root, "check"), 0o755);
    write("data/t.csv", "rate\n1\n");
    git("init", "--quiet");
    git("add", "headgate.yaml", "config");
    git("commit", "--quiet", "--message", "Bounds");
    const measured = measuredCheck("t.rate_pct", "completeness(rate)", { observed: 91.2, counts: [912, 1000] });
    const day = "2024-06-01" as CalendarDate;
    await openStore(root, null).saveValidation({
      schemaVersion: 1,
      verdict: "fail",
      window: { start: day, end: day },
      startedAt: "2024-06-02T00:00:00.000Z",
      durationMs: 1,
      tables: [table("t", [measured])],
    });
    write("config/t.yaml", "games:\n  min_records: 1\nt:\n  rate_pct: 90\n  min_records: 5 # 5 % is 100%, or so\n");
  });
  after(() => rmSync(root, { recursive: true, force: true }));

  const lines = [
    "headgate.yaml:6:21: warning: python-of-nobody is not found on the PATH, so this command could not be started here. Install it, or write its path. [not-executable]",
    "headgate.yaml:6:59: information: No file fits logs/*.log yet. It may come with the first run; otherwise correct the pattern. [nothing-matches]",
    "config/t.yaml:1:1: hint: The columns of games are not known yet, so names are not checked against them. Run Headgate: Validate once. [columns-not-known]",
    "config/t.yaml:3:1: hint: The columns of data/t.csv are not known yet, so names are not checked against them. Run Headgate: Validate once. [columns-not-known]",
    "config/t.yaml:4:13: warning: The last commit asked for 95; the data (91.2 %) would not have passed it. [loosened]",
    "config/t.yaml:5:3: warning: min_records stands in games as well (line 2: 1). The shell script of looks_right may search for the first line with this key, and would take 1 instead of 5. Let the script read its own section. [shadowed]",
  ];

  it("says of both files what git, the store and the folder tell, where none is named", () => {
    const { status, stdout, stderr } = lint([]);
    assert.deepEqual(stdout.split("\n"), [...lines, ""]);
    assert.deepEqual([status, stderr], [0, ""]);
  });

  it("knows which file is which, from any folder", () => {
    assert.deepEqual(
      lint(["t.yaml"], join(root, "config"))
        .stdout.split("\n")
        .map((line) => line.split(": ")[0]),
      ["t.yaml:1:1", "t.yaml:3:1", "t.yaml:4:13", "t.yaml:5:3", ""],
    );
    const elsewhere = temporaryFolder("elsewhere");
    assert.equal(lint([join(root, "config/t.yaml")], elsewhere).stdout.split("\n").length, 5);
    assert.equal(lint(["../headgate.yaml"], join(root, "config")).stdout.split("\n").length, 3);
    rmSync(elsewhere, { recursive: true });
  });

  it("ends with 1 on an error, and with 2 when it could not look", () => {
    write("wrong.yaml", "t:\n  rate_pct: 195\n");
    assert.equal(lint(["wrong.yaml"]).status, 1);
    assert.deepEqual(lint(["nowhere.yaml"]), {
      status: 2,
      stdout: "",
      stderr: `headgate: ${join(root, "nowhere.yaml")} cannot be read. Correct the path.\n`,
    });
    assert.deepEqual(lint(["--format", "xml"]), {
      status: 2,
      stdout: "",
      stderr: "headgate: There is no format xml. Choose text, json, sarif or github.\n",
    });
    const json = JSON.parse(lint(["--config", "nowhere.yaml", "--json"]).stdout) as unknown;
    assert.deepEqual(json, {
      schemaVersion: 1,
      error: { code: "no-configuration", message: `There is no file ${join(root, "nowhere.yaml")}. Correct --config.` },
    });
  });

  it("tells a lack of mistakes", () => {
    write("empty/headgate.yaml", "version: 1\nthresholds: t.yaml\n");
    write("empty/t.yaml", "polling: { interval_seconds: 5 }\n");
    assert.deepEqual(lint([], join(root, "empty")), { status: 0, stdout: "No mistakes in 2 files.\n", stderr: "" });
    assert.deepEqual(lint(["--format", "github"], join(root, "empty")).stdout, "");
  });

  it("writes annotations that GitHub reads, with what its syntax means escaped", () => {
    write("wrong,100%:.yaml", "t:\n  rate_pct: 195\n");
    assert.equal(
      lint(["wrong,100%:.yaml", "--format", "github"]).stdout,
      [
        "::notice file=wrong%2C100%25%3A.yaml,line=1,endLine=1,col=1,endColumn=2,title=columns-not-known::The columns of data/t.csv are not known yet, so names are not checked against them. Run Headgate: Validate once.",
        "::error file=wrong%2C100%25%3A.yaml,line=2,endLine=2,col=13,endColumn=16,title=percentage-out-of-range::rate_pct is 195; a percentage lies between 0 and 100.",
        "",
      ].join("\n"),
    );
  });

  it("writes SARIF to a file, with fixes that replace", () => {
    write("half.yaml", "t:\n  rate_pct: 0.95\n");
    const { status, stdout } = lint(["half.yaml", "--format", "sarif", "--output", "found.sarif"]);
    assert.deepEqual([status, stdout], [0, ""]);
    const documentation = "https://github.com/headgate/headgate/blob/main/docs/diagnostics.md#";
    const artifactLocation = { uri: "half.yaml" };
    const number = { startLine: 2, startColumn: 13, endLine: 2, endColumn: 17 };
    assert.deepEqual(JSON.parse(readFileSync(join(root, "found.sarif"), "utf8")), {
      $schema: "https://json.schemastore.org/sarif-2.1.0.json",
      version: "2.1.0",
      runs: [
        {
          tool: {
            driver: {
              name: "Headgate",
              version,
              informationUri: "https://github.com/headgate/headgate",
              rules: [
                { id: "columns-not-known", helpUri: `${documentation}columns-not-known` },
                { id: "percentage-below-one", helpUri: `${documentation}percentage-below-one` },
              ],
            },
          },
          columnKind: "utf16CodeUnits",
          results: [
            {
              ruleId: "columns-not-known",
              ruleIndex: 0,
              level: "note",
              message: {
                text: "The columns of data/t.csv are not known yet, so names are not checked against them. Run Headgate: Validate once.",
              },
              locations: [
                {
                  physicalLocation: {
                    artifactLocation,
                    region: { startLine: 1, startColumn: 1, endLine: 1, endColumn: 2 },
                  },
                },
              ],
            },
            {
              ruleId: "percentage-below-one",
              ruleIndex: 1,
              level: "warning",
              message: { text: "0.95 %, or 95 %? Percentages run from 0 to 100." },
              locations: [{ physicalLocation: { artifactLocation, region: number } }],
              fixes: [
                {
                  description: { text: "Use 95" },
                  artifactChanges: [
                    {
                      artifactLocation,
                      replacements: [{ deletedRegion: number, insertedContent: { text: "95" } }],
                    },
                  ],
                },
              ],
            },
          ],
        },
      ],
    });
  });

  it("prints JSON as the contract has it", () => {
    assert.deepEqual(JSON.parse(lint(["half.yaml", "--json"]).stdout), {
      schemaVersion: 1,
      diagnostics: [
        {
          file: "half.yaml",
          line: 1,
          column: 1,
          endLine: 1,
          endColumn: 2,
          severity: "hint",
          code: "columns-not-known",
          message:
            "The columns of data/t.csv are not known yet, so names are not checked against them. Run Headgate: Validate once.",
          fixes: [],
        },
        {
          file: "half.yaml",
          line: 2,
          column: 13,
          endLine: 2,
          endColumn: 17,
          severity: "warning",
          code: "percentage-below-one",
          message: "0.95 %, or 95 %? Percentages run from 0 to 100.",
          fixes: ["Use 95"],
        },
      ],
    });
  });
});
