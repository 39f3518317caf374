import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const cli = resolve("dist/cli.js");
const checks = "checks for t:\n  - row_count > 0\n  - missing_percent(c) < 5\n  - schema:\n      fail: {}\n";
const thresholds = [
  "# Imported from checks.yml (SodaCL): 2 rules carried over, 1 not.",
  "",
  "t:",
  "  min_records: 1",
  "  # Its file asks for more than 95 %; exactly 95 % passes here.",
  "  c_pct: 95",
  "",
].join("\n");
const remark =
  "checks.yml:3: carried over: missing_percent(c) < 5: Its file asks for more than 95 %; exactly 95 % passes here.";
const refusal = "checks.yml:4: not carried over: schema: fail: {}: It looks at columns and their types, not at values.";

describe("headgate import", () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "headgate-import-"));
    writeFileSync(join(folder, "checks.yml"), checks);
    writeFileSync(join(folder, "other.yml"), "a: 1\n");
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  function headgate(...words: string[]): { code: number | null; stdout: string; stderr: string } {
    const { status, stdout, stderr } = spawnSync(process.execPath, [cli, "import", ...words], {
      cwd: folder,
      encoding: "utf8",
    });
    return { code: status, stdout, stderr };
  }

  it("prints the thresholds, and on standard error what it could not carry over", () => {
    const stderr = `${remark}\n${refusal}\n2 rules carried over, 1 not.\n`;
    assert.deepEqual(headgate("checks.yml"), { code: 0, stdout: thresholds, stderr });
    assert.deepEqual(headgate("checks.yml", "--quiet"), {
      code: 0,
      stdout: thresholds,
      stderr: `${remark}\n${refusal}\n`,
    });
  });

  it("says all of it as JSON", () => {
    const { code, stdout, stderr } = headgate("checks.yml", "--json");
    assert.deepEqual([code, stderr], [0, ""]);
    assert.deepEqual(JSON.parse(stdout), {
      schemaVersion: 1,
      tool: "soda",
      file: "checks.yml",
      files: [{ file: "checks.yml", tool: "soda" }],
      thresholds,
      carriedOver: [
        { file: "checks.yml", line: 2, text: "row_count > 0", checks: ["t.min_records"], remarks: [] },
        {
          file: "checks.yml",
          line: 3,
          text: "missing_percent(c) < 5",
          checks: ["t.c_pct"],
          remarks: ["Its file asks for more than 95 %; exactly 95 % passes here."],
        },
      ],
      notCarriedOver: [
        {
          file: "checks.yml",
          line: 4,
          text: "schema: fail: {}",
          reason: "It looks at columns and their types, not at values.",
        },
      ],
    });
  });

  it("writes a new file, and leaves one that is there as it is", () => {
    const first = headgate("checks.yml", "--output", "new/thresholds.yaml", "--quiet");
    assert.deepEqual([first.code, first.stdout], [0, "Wrote new/thresholds.yaml\n"]);
    assert.equal(readFileSync(join(folder, "new/thresholds.yaml"), "utf8"), thresholds);
    const second = headgate("checks.yml", "--output", "checks.yml");
    const message = `headgate: ${join(folder, "checks.yml")} is there already and stays as it is. Name another file with --output, or remove this one first.\n`;
    assert.deepEqual(second, { code: 2, stdout: "", stderr: message });
    assert.equal(readFileSync(join(folder, "checks.yml"), "utf8"), checks);
  });

  const bad: readonly [words: readonly string[], message: string][] = [
    [["missing.yml"], "missing.yml cannot be read. Correct the path."],
    [
      ["other.yml"],
      "other.yml is no file of SodaCL, dbt, DQDL or Dataplex that Headgate knows. Name its tool with --from soda, dbt, dqdl or dataplex.",
    ],
    [
      ["checks.yml", "--from", "great"],
      "--from great is no tool that Headgate reads. Write soda, dbt, dqdl, dataplex.",
    ],
    [["checks.yml", "--from", "dqdl"], 'checks.yml has no list of rules. A ruleset reads Rules = [ IsComplete "id" ].'],
  ];
  for (const [words, message] of bad)
    it(`ends with one sentence and exit code 2: ${words.join(" ")}`, () => {
      const { code, stdout, stderr } = headgate(...words);
      assert.deepEqual([code, stdout], [2, ""]);
      assert.ok(stderr.endsWith(`${message}\n`), stderr);
      assert.equal(stderr.split("\n").length, 2);
    });
});
