import assert from "node:assert/strict";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { git } from "../../../src/adapters/git/git";
import { fileSystem } from "../../../src/adapters/logs/fileSystem";
import { launcher } from "../../../src/adapters/processes/launcher";
import { processes } from "../../../src/adapters/processes/processes";
import { openStore } from "../../../src/adapters/store/openStore";
import { openWarehouse } from "../../../src/adapters/warehouses";
import { decideGate } from "../../../src/app/gates/decideGate";
import { latestValidation } from "../../../src/app/coverage/latestValidation";
import type { Ports, RunStarted } from "../../../src/app/ports";
import { openWorkspace, type Workspace } from "../../../src/app/workspace";
import type { GateDecision } from "../../../src/core/gate/decision";
import type { Result } from "../../../src/core/result";
import { builtEntries, temporaryFolder } from "../launch/launching";

const configuration = `version: 1
thresholds: t.yaml
window: { start: 2024-01-01, end: 2024-01-03 }
connections: { w: { type: duckdb } }
tables:
  season.features.day: { table: day.csv, date_column: d, written_at: w }
backfills:
  fill: { command: [node, fill.mjs], tables: [season.features.day] }
validators:
  looks_right: { command: ["./looks_right.sh"], table: season.features.day }
gates:
  ready: { requires: { checks: [season.features.day] } }
  checked: { requires: { checks: [season.features.day], validators: [looks_right] } }
  rates: { requires: { validators: [] }, features: { of: season.features.day, columns: [x], min_pct: 50 } }
`;
/** The name of a section may hold dots, as names of tables do. */
const thresholds = "season.features.day:\n  min_records: 4\n  x_pct: 50\n";

describe("deciding a gate", () => {
  let built: string;
  let root: string;
  let ports: Ports;
  before(() => {
    built = builtEntries();
  });
  after(() => {
    rmSync(built, { recursive: true, force: true });
  });
  beforeEach(() => {
    root = temporaryFolder("gate");
    write("headgate.yaml", configuration);
    write("t.yaml", thresholds);
    write("day.csv", "d,x,w\n2024-01-01,1,2024-01-04\n2024-01-02,,2024-01-04\n2024-01-03,3,2024-01-04\n");
    const store = openStore(root, null);
    ports = {
      clock: { now: () => new Date() },
      files: fileSystem,
      processes: processes(),
      launcher: launcher({ supervisorFile: join(built, "supervisor.js"), storeFolder: store.folder }),
      store,
      git,
      openWarehouse,
      recipesFolder: join(__dirname, "../../../config/recipes"),
    };
  });
  afterEach(() => {
    rmSync(root, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
  });

  function write(name: string, text: string): void {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), text, { mode: 0o755 });
  }

  async function opened(): Promise<Workspace> {
    const workspace = await openWorkspace(join(root, "headgate.yaml"), ports);
    assert.ok(workspace.ok, workspace.ok ? "" : workspace.error.message);
    return workspace.value;
  }

  async function decided(gate: string, others: Ports = ports): Promise<Result<GateDecision>> {
    return decideGate(await opened(), others, gate, new AbortController().signal, () => undefined);
  }

  const told = (result: Result<GateDecision>): unknown[] => {
    assert.ok(result.ok, JSON.stringify(result));
    const { decision, provisional, requirements, blockers } = result.value;
    return [
      decision,
      provisional,
      requirements.map(({ kind, id, state }) => `${kind} ${id} ${state}`),
      blockers.map(({ action }) => action),
    ];
  };

  it("asks the checks of a section whose name holds dots, and names the backfill that fills it", async () => {
    assert.deepEqual(told(await decided("ready")), [
      "NO-GO",
      false,
      ["check season.features.day.min_records not-met", "check season.features.day.x_pct met"],
      ["headgate run fill"],
    ]);
    const kept = await latestValidation(await opened(), ports);
    assert.deepEqual(
      kept?.tables.flatMap(({ checks }) => checks.map(({ id }) => id)),
      ["season.features.day.min_records", "season.features.day.x_pct"],
    );
  });

  it("cannot require that nothing regressed where no check of its sections tells of a drop", async () => {
    const withGate = (requires: string): void => {
      const gate = `gates:\n  steady: { requires: ${requires}, features: { of: other, columns: [x], min_pct: 1 } }\n`;
      write("headgate.yaml", configuration.replace("gates:\n", gate));
    };
    const refused = {
      ok: false,
      error: {
        code: "invalid-configuration",
        message:
          "The gate steady requires regression: none, and no section whose checks it requires has a <column>_drop_pct bound. Add one, or remove the requirement.",
      },
    };
    const named = "{ checks: [season.features.day], regression: none }";
    withGate(named);
    // A drop that only the section of the features tells of is not asked.
    write("t.yaml", `${thresholds}other:\n  x_drop_pct: 5\n`);
    assert.deepEqual(await decided("steady"), refused);
    // A name that `columns:` explains as something else is no drop.
    write(
      "t.yaml",
      `${thresholds}  flights_drop_pct: 5\n  columns: { flights_drop_pct: completeness(x) }\nother: {}\n`,
    );
    assert.deepEqual(await decided("steady"), refused);
  });

  it("asks for regressions by what they are", async () => {
    const rows = [1, 2, 3].map((day) => `2024-01-0${day},${day === 1 ? day : ""},2024-01-04\n`.repeat(400)).join("");
    const before = "2023-12-31,1,2024-01-04\n".repeat(400);
    write("day.csv", `d,x,w\n${before}${rows}`);
    write("t.yaml", "season.features.day:\n  x_drop_pct: { fail: 10, baseline: { days: 5 } }\n");
    write("headgate.yaml", configuration.replace("ready: { requires: {", "ready: { requires: { regression: none,"));
    assert.deepEqual(told(await decided("ready")), [
      "NO-GO",
      false,
      ["regression season.features.day.x_drop_pct not-met"],
      ["headgate run fill"],
    ]);
  });

  it("asks only the features of a section that it names for these", async () => {
    assert.deepEqual(told(await decided("rates")), ["GO", false, ["features season.features.day.features.x met"], []]);
  });

  it("is provisional when a writer was active while it measured, also when that has ended since", async () => {
    write("t.yaml", "season.features.day:\n  x_pct: 50\n");
    const began = new Date(Date.now() - 60_000).toISOString();
    const run: RunStarted = {
      type: "started",
      id: "r",
      kind: "backfill",
      name: "fill",
      origin: "launched",
      pid: 1,
      identity: "gone",
      startedAt: began,
      argv: [],
      cwd: null,
      log: null,
      dates: null,
      forced: null,
    };
    const ended = { type: "ended" as const, id: "e", run: "r", exitCode: 0, signal: null, reason: null };
    await ports.store.appendRun(run);
    await ports.store.appendRun({ ...ended, endedAt: new Date(Date.now() - 30_000).toISOString() });
    assert.deepEqual(told(await decided("ready")).slice(0, 2), ["GO", false]);
    await ports.store.appendRun({ ...ended, endedAt: new Date(Date.now() + 30_000).toISOString() });
    assert.deepEqual(told(await decided("ready")).slice(0, 2), ["GO", true]);
  });

  it("runs a validator again that gave no answer", async () => {
    write("t.yaml", "season.features.day:\n  x_pct: 50\n");
    assert.deepEqual(told(await decided("checked")).slice(0, 1), ["UNDECIDED"]);
    write("looks_right.sh", "#!/bin/sh\nexit 0\n");
    assert.deepEqual(told(await decided("checked")).slice(0, 1), ["GO"]);
  });

  it("looks at the processes once, however many backfills fill its tables", async () => {
    write(
      "headgate.yaml",
      configuration.replace("validators:", "  again: { tables: [season.features.day] }\nvalidators:"),
    );
    let looks = 0;
    const counting: Ports = {
      ...ports,
      processes: { ...ports.processes, list: () => (looks++, ports.processes.list()) },
    };
    assert.ok((await decided("ready", counting)).ok);
    assert.equal(looks, 1);
  });

  for (const name of ["redy", "constructor"])
    it(`says that there is no gate ${name}`, async () => {
      const result = await decided(name);
      assert.equal(result.ok ? null : result.error.code, "unknown-name");
    });
});
