import assert from "node:assert/strict";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { duckdbWarehouse } from "../../../src/adapters/duckdb/duckdbWarehouse";
import type { Ports } from "../../../src/app/ports";
import { buildReport, writeReport } from "../../../src/app/report";
import { openWorkspace, type Workspace } from "../../../src/app/workspace";
import { portsFor } from "../../../src/cli/ports";
import type { Result } from "../../../src/core/result";
import { decisionOf, failingValidation, now } from "../../fixtures/reportModel";

const assets = { script: "/* script */", style: "/* style */" };
const signal = new AbortController().signal;
const quietly = (): void => undefined;

function valueOf<T>(result: Result<T>): T {
  assert.ok(result.ok, result.ok ? "" : result.error.message);
  return result.value;
}

describe("writing the report of a real workspace", () => {
  let root: string;
  let workspace: Workspace;
  let ports: Ports;

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), "headgate-report-"));
    await mkdir(join(root, "data"));
    await writeFile(
      join(root, "headgate.yaml"),
      `version: 1
thresholds: thresholds.yaml
window: { start: 2024-01-01, end: 2024-01-03 }
connections: { files: { type: duckdb, path: data } }
tables: { players: { table: data/players.csv, date_column: day, expected_dates: every day } }
`,
    );
    await writeFile(join(root, "thresholds.yaml"), "players:\n  usage_rate_pct: 95\n  max_missing_dates: 0\n");
    await writeFile(join(root, "data/players.csv"), "day,usage_rate\n2024-01-01,0.2\n2024-01-01,\n2024-01-03,0.3\n");
    ports = {
      ...portsFor(root),
      clock: { now: () => now },
      // Loaded here and now: the test runner does not resolve imports that are made on first use.
      openWarehouse: (_connection, folder, tables) => duckdbWarehouse({ path: "data", root: folder, tables }),
    };
    workspace = valueOf(await openWorkspace(join(root, "headgate.yaml"), ports));
  });
  afterEach(() => rm(root, { recursive: true, force: true }));

  it("before anything was validated, the report says so", async () => {
    const model = valueOf(await buildReport(workspace, ports, {}, signal, quietly));
    assert.equal(model.validation, null);
    assert.deepEqual(model.nextStep, { kind: "validate" });
  });

  it("fresh: measures each date too, and writes both documents", async () => {
    const targets = { fresh: true, html: "out/report.html", markdown: "out/STATUS.md" };
    const { model, files } = valueOf(await writeReport(workspace, ports, targets, assets, signal, quietly));
    assert.deepEqual(files, [join("out", "report.html"), join("out", "STATUS.md")]);
    assert.deepEqual(model.validation?.tables[0]?.checks[0]?.byDate, [
      { date: "2024-01-01", numerator: 1, denominator: 2 },
      { date: "2024-01-02", numerator: 0, denominator: 0 },
      { date: "2024-01-03", numerator: 1, denominator: 1 },
    ]);
    const html = await readFile(join(root, "out/report.html"), "utf8");
    const json = /<script type="application\/json" id="report">(.*)<\/script>/.exec(html)?.[1] ?? "";
    assert.deepEqual(JSON.parse(json), JSON.parse(JSON.stringify(model)));
    assert.match(
      await readFile(join(root, "out/STATUS.md"), "utf8"),
      /usage_rate is 66\.7 %, needs 95 %: 1 row still needs a value\./,
    );
  });

  it("otherwise takes the latest result and the decisions on record", async () => {
    const [table] = failingValidation.tables;
    assert.ok(table);
    const stored = { ...failingValidation, tables: [{ ...table, name: "players" }] };
    valueOf(await ports.store.saveValidation(stored));
    valueOf(await ports.store.appendDecision(decisionOf("NO-GO", "2026-01-04T23:43:55.000Z")));
    const model = valueOf(await buildReport(workspace, ports, {}, signal, quietly));
    assert.deepEqual(model.validation, stored);
    assert.equal(model.headline?.decision.decision, "NO-GO");
  });

  it("keeps what was measured of other tables, and forgets sections that are gone", async () => {
    const [table] = failingValidation.tables;
    assert.ok(table);
    const stored = (name: string, startedAt: string): typeof failingValidation => ({
      ...failingValidation,
      startedAt,
      tables: [{ ...table, name }],
    });
    await writeFile(join(root, "thresholds.yaml"), "players:\n  usage_rate_pct: 95\nteams:\n  min_records: 1\n");
    const reopened = valueOf(await openWorkspace(join(root, "headgate.yaml"), ports));
    valueOf(await ports.store.saveValidation(stored("players", "2026-01-04T20:00:00.000Z")));
    valueOf(await ports.store.saveValidation(stored("removed", "2026-01-04T21:00:00.000Z")));
    valueOf(await ports.store.saveValidation(stored("teams", "2026-01-04T22:00:00.000Z")));
    const { validation } = valueOf(await buildReport(reopened, ports, {}, signal, quietly));
    assert.deepEqual(
      validation?.tables.map(({ name, measuredAt }) => [name, measuredAt]),
      [
        ["players", "2026-01-04T20:00:00.000Z"],
        ["teams", undefined],
      ],
    );
  });

  it("a file that cannot be written is a failure that names it", async () => {
    await writeFile(join(root, "taken"), "");
    const written = await writeReport(workspace, ports, { markdown: "taken/STATUS.md" }, assets, signal, quietly);
    assert.equal(written.ok, false);
    assert.ok(!written.ok && written.error.message.includes(join("taken", "STATUS.md")), JSON.stringify(written));
  });
});
