import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { openWarehouse } from "../../../src/adapters/warehouses";
import { prepareStart, startBackfill } from "../../../src/app/launching/launch";
import type { Ports } from "../../../src/app/ports";
import { openWorkspace, type Workspace } from "../../../src/app/workspace";
import type { Finding } from "../../../src/core/backfills/preflight";
import { endIn } from "./launching";
import { workplaceForEach } from "./workplace";

const configuration = (window: string, more = ""): string => `version: 1
thresholds: thresholds.yaml
log_timezone: UTC
window: ${window}
connections: { files: { type: duckdb } }
tables:
  orders: { table: data/orders/*.csv, date_column: d, expected_dates: every day }
  report: { table: data/report/*.csv, date_column: d }
backfills:
  first:
    command: [node, jobs/first_backfill.mjs, --start-date, "{start}", --end-date, "{end}"]
    log: logs/first*.log
    tables: [orders]
  second:
    command: [node, jobs/second_backfill.mjs, --start-date, "{start}", --end-date, "{end}"]
    log: logs/second*.log
    after: [first]
    tables: [report]
${more}`;
const january = "{ start: 2024-01-01, end: 2024-01-03 }";

describe("before a backfill starts", () => {
  const place = workplaceForEach();
  let workspace: Workspace;
  let ports: Ports;
  beforeEach(async () => {
    ports = { ...place.ports, openWarehouse };
    await configured(configuration(january));
  });
  afterEach(() => {
    for (const name of ["JOB_FAIL", "JOB_HANG", "JOB_EXIT"]) Reflect.deleteProperty(process.env, name);
  });

  async function configured(text: string): Promise<void> {
    place.write("headgate.yaml", text);
    const opened = await openWorkspace(join(place.root, "headgate.yaml"), ports);
    assert.ok(opened.ok, opened.ok ? "" : opened.error.message);
    workspace = opened.value;
  }
  async function findings(name: string, others = ports): Promise<readonly Finding[]> {
    const prepared = await prepareStart(workspace, others, name, {});
    assert.ok(prepared.ok, JSON.stringify(prepared));
    return prepared.value.findings;
  }
  async function told(name: string, others = ports): Promise<string[]> {
    return (await findings(name, others)).map(({ kind, severity, message }) => `${kind} ${severity}: ${message}`);
  }
  async function ran(name: string): Promise<void> {
    const started = await startBackfill(workspace, ports, name, { force: "for the test" });
    assert.ok(started.ok, JSON.stringify(started));
    await endIn(ports.store, started.value.id);
  }
  const ordersThere = (): string => place.write("data/orders/2024-01-01.csv", "d,n\n2024-01-01,1\n");

  it("nothing is found where all is well", async () => {
    assert.deepEqual(await told("first"), []);
    ordersThere();
    await ran("first");
    assert.deepEqual(await told("second"), []);
  });

  it("it is told that what comes before was never seen to run, or is partial", async () => {
    ordersThere();
    assert.deepEqual(await told("second"), [
      "dependency warns: second comes after first, which was never seen to run; make sure that its tables are filled.",
    ]);
    process.env["JOB_FAIL"] = "2024-01-02";
    await ran("first");
    assert.deepEqual(await told("second"), [
      "dependency warns: second comes after first, which ended with 1 date failed or unfinished (2024-01-02); retry them with headgate retry first.",
    ]);
  });

  it("is refused when what comes before failed or died, and started when forced", async () => {
    ordersThere();
    process.env["JOB_EXIT"] = "3";
    await ran("first");
    const message =
      "second comes after first, which failed; retry it first (headgate retry first), or force it with a reason.";
    assert.deepEqual(await startBackfill(workspace, ports, "second", {}), {
      ok: false,
      error: { code: "preflight-failed", message },
    });
    process.env["JOB_EXIT"] = "0";
    const started = await startBackfill(workspace, ports, "second", { force: "its dates are there" });
    assert.ok(started.ok);
    assert.equal(started.value.forced, "its dates are there");
    await endIn(ports.store, started.value.id);
  });

  it("it is told that a table it is supposed to read is not there; one that it declares to read must be", async () => {
    await ran("first");
    const [finding] = await findings("second");
    assert.deepEqual([finding?.kind, finding?.severity], ["source", "warns"]);
    assert.match(finding?.message ?? "", /^orders, which second reads, is not there: /);
    await configured(configuration(january, "    reads: [orders]\n"));
    const [declared] = await findings("second");
    assert.deepEqual([declared?.kind, declared?.severity], ["source", "blocks"]);
  });

  it("it is told which dates of the window a source lacked when it was last validated", async () => {
    ordersThere();
    await ran("first");
    await ports.store.saveValidation({
      schemaVersion: 1,
      verdict: "fail",
      window: { start: "2023-12-01", end: "2024-01-31" },
      startedAt: "2026-01-04T13:15:22.000Z",
      durationMs: 3,
      tables: [
        {
          name: "orders",
          checks: [],
          rows: 4,
          dates: { expected: 62, missing: ["2023-12-30", "2024-01-02", "2024-01-03"], unsettled: [] },
        },
      ],
    } as unknown as Parameters<Ports["store"]["saveValidation"]>[0]);
    place.write("thresholds.yaml", "orders:\n  min_records: 1\n");
    await configured(configuration(january));
    assert.deepEqual(await told("second"), [
      "source warns: orders, which second reads, lacked 2 expected dates when it was last validated (2026-01-04 13:15 UTC): 2024-01-02…2024-01-03.",
    ]);
  });

  it("a window that is empty, in the future or of many years is not taken as it is", async () => {
    const now = (): Date => new Date("2024-01-02T12:00:00Z");
    const then = { ...ports, clock: { now } };
    const kinds = async (window: string): Promise<string[]> => {
      await configured(configuration(window));
      return told("first", then);
    };
    assert.deepEqual(await kinds("{ start: today, end: yesterday }"), [
      "window blocks: The window is empty: it ends (2024-01-01) before it starts (2024-01-02); correct window: in headgate.yaml.",
    ]);
    assert.deepEqual(await kinds("{ start: 2024-02-01, end: 2024-02-03 }"), [
      "window blocks: All of its dates are in the future: it would start with 2024-02-01, and today is 2024-01-02; correct window: in headgate.yaml.",
    ]);
    assert.deepEqual(await kinds("{ start: 2024-01-01, end: 2024-01-05 }"), [
      "window warns: 3 dates of 5 are in the future (2024-01-03 to 2024-01-05).",
    ]);
    assert.deepEqual(await kinds("{ start: 1994-01-01, end: 2023-12-31 }"), [
      "window warns: It would fill 10,957 dates, from 1994-01-01 to 2023-12-31: more than 10 years. Make sure that this is meant.",
    ]);
  });

  it("it is told that its script is not committed, or not in git", async () => {
    const git = (...words: string[]): unknown => execFileSync("git", words, { cwd: place.root, stdio: "ignore" });
    git("init");
    const outside = "nobody will be able to tell which code wrote these rows. Commit it first.";
    assert.deepEqual(await told("first"), [`code warns: jobs/first_backfill.mjs is not in git: ${outside}`]);
    git("add", "jobs");
    git("-c", "user.name=a", "-c", "user.email=a@example.org", "commit", "-m", "jobs");
    assert.deepEqual(await told("first"), []);
    place.write("jobs/first_backfill.mjs", "// changed\n");
    place.write("jobs/second_backfill.mjs", "// changed, and not what runs\n");
    assert.deepEqual(await told("first"), [
      `code warns: jobs/first_backfill.mjs has changes that are not committed: ${outside}`,
    ]);
  });

  it("it is told that little room is left, and refused when there is hardly any", async () => {
    const asked: string[] = [];
    const having = (bytes: number): Ports => ({
      ...ports,
      files: {
        ...ports.files,
        freeBytes: async (path) => {
          asked.push(path.replace(/_\d{8}_\d{6}/, ""));
          return bytes;
        },
      },
    });
    assert.deepEqual(await told("first", having(50e6)), [
      "space blocks: Only 50.0 MB are free where its log is written; free some space first.",
      "space blocks: Only 50.0 MB are free where orders is written; free some space first.",
    ]);
    assert.deepEqual(asked, [join(place.root, "logs/first.log"), join(place.root, "data/orders")]);
    assert.deepEqual(
      (await findings("first", having(400e6))).map(({ severity }) => severity),
      ["warns", "warns"],
    );
    const free = await ports.files.freeBytes(join(place.root, "not/there/yet.log"));
    assert.equal(free, await ports.files.freeBytes(place.root));
    assert.ok(free !== null && free > 0);
  });
});
