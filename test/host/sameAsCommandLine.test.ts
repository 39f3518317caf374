import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import * as vscode from "vscode";
import type { DiagnosticJson } from "../../src/core/diagnostic";
import { freshPipeline, pause, root } from "./pipelineFolder";

const patienceMs = 20_000;
const severities = ["error", "warning", "information", "hint"];

/** A diagnostic as both must tell it: `file:line:column-endLine:endColumn severity code`. */
type Line = string;

function toldByEditor(): Line[] {
  return vscode.languages
    .getDiagnostics()
    .flatMap(([uri, diagnostics]) =>
      diagnostics
        .filter(({ source }) => source === "Headgate")
        .map(({ range: { start, end }, severity, code }) => {
          const id = typeof code === "object" ? code.value : code;
          const place = `${start.line + 1}:${start.character + 1}-${end.line + 1}:${end.character + 1}`;
          return `${relative(root(), uri.fsPath)}:${place} ${severities[severity]} ${id}`;
        }),
    )
    .sort();
}

/** What the built command line says of both files. */
function toldByCommandLine(): Line[] {
  const extension = vscode.extensions.getExtension("headgate.headgate");
  assert.ok(extension);
  const words = [join(extension.extensionPath, "dist/cli.js"), "lint", "--json"];
  const env = { ...process.env, ELECTRON_RUN_AS_NODE: "1" };
  const { stdout, stderr, status } = spawnSync(process.execPath, words, { cwd: root(), env, encoding: "utf8" });
  assert.ok(status === 0 || status === 1, `${stdout}${stderr}`);
  const { diagnostics } = JSON.parse(stdout) as { diagnostics: readonly DiagnosticJson[] };
  return diagnostics
    .map(({ file, line, column, endLine, endColumn, severity, code }) => {
      return `${file}:${line}:${column}-${endLine}:${endColumn} ${severity} ${code}`;
    })
    .sort();
}

/** Waits until both say the same, and fails with the difference when they do not come to that. */
async function assertSame(): Promise<Line[]> {
  const expected = toldByCommandLine();
  for (const end = Date.now() + patienceMs; Date.now() < end; await pause(50))
    if (JSON.stringify(toldByEditor()) === JSON.stringify(expected)) return expected;
  assert.deepEqual(toldByEditor(), expected);
  return expected;
}

function git(...words: readonly string[]): void {
  execFileSync("git", ["-c", "user.name=Test", "-c", "user.email=test@example.com", ...words], { cwd: root() });
}

const thresholds = "config/thresholds.yaml";
const good = "days:\n  min_records: 20\n  share_pct: 95.0\n";

/** What is written to the two files (headgate.yaml changed from the fixture's), and codes that must be among what is said. */
type Case = {
  readonly name: string;
  readonly thresholds?: string;
  readonly configuration?: (fixture: string) => string;
  readonly says: readonly string[];
};

const cases: readonly Case[] = [
  { name: "good files", says: ["nothing-matches"] },
  {
    name: "many mistakes",
    thresholds: "days:\n  recods: 20\n  share_pct: 0.95\n  x_pct: { fail: 97, warn: 95 }\n  y_pct: 101\n",
    says: ["unknown-key", "percentage-below-one", "warn-looser-than-fail", "percentage-out-of-range"],
  },
  {
    name: "a file that does not parse",
    thresholds: "days:\n  min_records: [20\n  share_pct: 195\n",
    says: ["yaml-syntax", "percentage-out-of-range"],
  },
  { name: "a byte order mark", thresholds: "\ufeffdays: 1\nmore:\n  min_records: many\n", says: ["invalid-section"] },
  { name: "CRLF", thresholds: good.replace("95.0", "195").replaceAll("\n", "\r\n"), says: ["percentage-out-of-range"] },
  {
    name: "line ends of all kinds",
    thresholds: "days:\r\n  min_records: many\n  share_pct: 195\r  x_pct: 0.5\r\n",
    says: ["invalid-value"],
  },
  {
    name: "emoji and other alphabets",
    thresholds: 'days: { "🏀🏀": { fail: 1, sql: "a;b" }, "день_pct": 195 }\n',
    says: ["unsafe-sql", "percentage-out-of-range"],
  },
  { name: "an empty file", thresholds: "# nothing\n", says: ["empty-file"] },
  {
    name: "mistakes in headgate.yaml",
    configuration: (text) =>
      text
        .replace("date_column: date", "date_colum: date")
        .replace('"{start}"', '"{strat}"')
        .replace("checks: [days]", "checks: [dys]")
        .replace("gate: ready", "gate: reday"),
    says: ["unknown-key", "unknown-placeholder", "unknown-section", "unknown-gate"],
  },
  {
    name: "a headgate.yaml that does not parse",
    configuration: (text) =>
      text.replace("log: logs/days*.log", "log: [logs/days*.log").replace("gate: ready", "gate: reday"),
    thresholds: good.replace("95.0", "195"),
    says: ["yaml-syntax", "unknown-gate", "percentage-out-of-range"],
  },
  {
    name: "programs and scripts that are not there",
    configuration: (text) =>
      text
        .replace("[node, jobs/fill_days.mjs,", "[node, jobs/fil_days.mjs,")
        .replace("[node, validators", "[nodde, validators"),
    says: ["missing-script", "not-executable"],
  },
  {
    name: "a commit that git does not know",
    configuration: (text) =>
      `${text}fixes:\n  share: { commit: 0123abc, table: days, expect: { share_pct: [40, 50] } }\n`,
    says: ["unknown-commit", "unreachable"],
  },
  { name: "bounds that are looser than the last commit", thresholds: "days:\n  share_pct: 90\n", says: ["loosened"] },
];

describe("the editor and the command line", () => {
  let fixture = "";
  before(async () => {
    await freshPipeline();
    fixture = readFileSync(join(root(), "headgate.yaml"), "utf8");
    writeFileSync(join(root(), thresholds), good);
    git("init", "--quiet");
    git("add", "headgate.yaml", thresholds);
    git("commit", "--quiet", "--message", "Bounds");
  });
  afterEach(async () => vscode.commands.executeCommand("workbench.action.closeAllEditors"));
  after(async () => {
    rmSync(join(root(), ".git"), { recursive: true, force: true });
    await freshPipeline();
  });

  const write = (one: Case): void => {
    writeFileSync(join(root(), "headgate.yaml"), one.configuration?.(fixture) ?? fixture);
    writeFileSync(join(root(), thresholds), one.thresholds ?? good);
  };
  for (const one of cases)
    it(`say the same of ${one.name}`, async () => {
      write(one);
      const told = await assertSame();
      const codes = new Set(told.map((line) => line.split(" ").at(-1)));
      for (const code of one.says) assert.ok(codes.has(code), `${code} in ${told.join("\n")}`);
      for (const file of ["headgate.yaml", thresholds])
        await vscode.window.showTextDocument(vscode.Uri.file(join(root(), file)), { preview: false });
      // The editor reads open files in its own way, and they are what is checked now.
      await pause(500);
      assert.deepEqual(await assertSame(), told);
    });

  it("say the same when the last commit has become another one", async () => {
    write({ name: "", thresholds: "days:\n  share_pct: 90\n", says: [] });
    assert.ok((await assertSame()).some((line) => line.endsWith(" loosened")));
    git("commit", "--quiet", "--all", "--message", "Ask for less");
    assert.ok(!(await assertSame()).some((line) => line.endsWith(" loosened")));
  });
});
