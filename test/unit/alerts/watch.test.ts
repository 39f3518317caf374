import assert from "node:assert/strict";
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { processes } from "../../../src/adapters/processes/processes";
import type { Alert } from "../../../src/core/alerts/alert";
import type { Change } from "../../../src/core/alerts/changes";
import type { StatusSnapshot } from "../../../src/core/backfills/status";
import { endIn, eventually } from "../launch/launching";
import { watchedPipeline, type Ended, type WatchedPipeline } from "./watchedPipeline";
import { webhookServer, type WebhookServer } from "./webhookServer";

const follows = { backfill: "    then: [gate, validate]\n" };
const sends = { file: 'alerts: { webhook: "${env:HEADGATE_WEBHOOK}" }\n' };

/** Four of the ten dates are done, of which one may have failed. */
const halfWay = /days {2}.*(?:4|3 \+ 1 failed) of 10 dates/;

const whileHeld = /has stalled|has not ended by/;
const watching = /Watching 1 backfill/;

/** The lines of a watch without their times. */
function lines({ stdout }: Ended): string[] {
  return stdout
    .trimEnd()
    .split("\n")
    .map((line) => line.replace(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d {2}/, ""))
    .map((line) => line.replace(/, ends .*$/, ""));
}

describe("headgate watch", () => {
  let pipeline: WatchedPipeline;
  let server: WebhookServer;
  const open = (more: Parameters<typeof watchedPipeline>[0]): WatchedPipeline => (pipeline = watchedPipeline(more));
  beforeEach(async () => {
    server = await webhookServer();
  });
  afterEach(async () => {
    pipeline.remove();
    await server.close();
  });
  /** What was sent besides what a run is told of while it is held. */
  const sent = (): string[] =>
    server.posts
      .map(({ text }) => text)
      .filter((text) => !whileHeld.test(text))
      .sort();
  const address = (): Record<string, string> => ({ HEADGATE_WEBHOOK: server.address });

  it("ends at once where nothing runs, and says how things are", async () => {
    open({});
    const ended = await pipeline.headgate(["watch", "--until-idle"]).ended;
    assert.deepEqual(
      [ended.exitCode, lines(ended), ended.stderr],
      [0, ["days  not started"], "Watching 1 backfill, every 0.2 s.\n"],
    );
  });

  it("tells a launched run line by line, with what follows it, and sends each alert once", async () => {
    open({ ...follows, ...sends });
    const orders = { fail: ["2001-01-03"] };
    pipeline.control({ ...orders, hold: "2001-01-05" });
    assert.equal((await pipeline.headgate(["run", "days", "--detach"]).ended).exitCode, 0);
    const watches = [1, 2].map(() => pipeline.headgate(["watch", "--until-idle"], address()));
    await Promise.all(watches.map((watch) => watch.said(halfWay)));
    pipeline.control(orders);
    const [one, other] = await Promise.all(watches.map(({ ended }) => ended));
    assert.ok(one && other);
    assert.deepEqual([one.exitCode, other.exitCode, one.stderr], [1, 1, "Watching 1 backfill, every 0.2 s.\n"]);
    const told = lines(one);
    assert.match(told[0] ?? "", /^days {2}(?:running|stalled): \d(?: \+ 1 failed)? of 10 dates$/);
    assert.ok(told.includes("days  partial, 1 date failed: 9 + 1 failed of 10 dates"), told.join("\n"));
    assert.match(
      told.join("\n"),
      /⚠ days has ended\. 1 date is left to do\. Preliminary: its log counts 18 records\.\n/,
    );
    assert.match(told.join("\n"), /days {2}then: validate: 2 of 3 checks fail · gate ready: NO-GO$/m);
    assert.deepEqual(sent(), [
      "⚠ After days: validate: 2 of 3 checks fail · gate ready: NO-GO.",
      "⚠ days has ended. 1 date is left to do. Preliminary: its log counts 18 records.",
    ]);
  });

  it("sees within moments that a run has ended, however seldom it looks", async () => {
    open({ ...sends, pollSeconds: 600 });
    pipeline.control({ hold: "2001-01-05" });
    const job = pipeline.begin();
    const watch = pipeline.headgate(["watch", "--until-idle"], address());
    await watch.said(/days {2}running/);
    process.kill(job.pid, "SIGKILL");
    const { exitCode, stderr } = await watch.ended;
    assert.deepEqual([exitCode, stderr, sent().length], [1, "Watching 1 backfill, every 600 s.\n", 1]);
  });

  it("sees that a run which somebody started was killed, and measures what it left; no gate is asked", async () => {
    open({ ...follows, ...sends });
    pipeline.control({ hold: "2001-01-05" });
    const job = pipeline.begin();
    const watches = [1, 2].map(() => pipeline.headgate(["watch", "--until-idle"], address()));
    await Promise.all(watches.map((watch) => watch.said(halfWay)));
    process.kill(job.pid, "SIGKILL");
    const ended = await Promise.all(watches.map((one) => one.ended));
    assert.deepEqual(
      ended.map(({ exitCode }) => exitCode),
      [1, 1],
    );
    assert.match(ended[0]?.stdout ?? "", /✕ days died\. The process is gone without a closing summary in its log\./);
    const records = await pipeline.store.alerts.followUps();
    assert.deepEqual(
      records.map(({ step, state, exitCode, text }) => [step, state, exitCode, text]),
      [
        ["validate", "ended", 1, "2 of 3 checks fail"],
        ["gate ready", "skipped", null, "not asked, since the run did not finish"],
      ],
    );
    assert.equal((await pipeline.store.validations(10)).length, 1, "measured once");
    assert.deepEqual(sent(), [
      "⚠ After days: validate: 2 of 3 checks fail · gate ready: not asked, since the run did not finish.",
      "✕ days died. The process is gone without a closing summary in its log. 6 dates unfinished. Preliminary: its log counts 8 records.",
    ]);
  });

  it("follows an observed run that ended well with all of its steps, once", async () => {
    open(follows);
    pipeline.control({ hold: "2001-01-05" });
    pipeline.begin();
    const watches = [["--until-idle", "--json"], ["--quiet"]].map((words) => pipeline.headgate(["watch", ...words]));
    const [watch, other] = watches;
    assert.ok(watch && other);
    await Promise.all([watch.said(watching), other.said(halfWay)]);
    pipeline.control({});
    const { exitCode, stdout } = await watch.ended;
    assert.equal(exitCode, 0);
    type Printed = StatusSnapshot & { changes: Change[]; alerts: Alert[] };
    const printed = JSON.parse(stdout) as Printed;
    const [row] = printed.backfills;
    assert.deepEqual([printed.schemaVersion, row?.state, row?.done, row?.exitCode], [1, "succeeded", 10, null]);
    assert.deepEqual(
      row?.followUps?.map(({ step, state, exitCode, text }) => [step, state, exitCode, text]),
      [
        ["validate", "ended", 0, "3 checks pass"],
        ["gate ready", "ended", 0, "GO"],
      ],
    );
    assert.deepEqual(
      printed.alerts
        .filter(({ message }) => !whileHeld.test(message))
        .map(({ event, message }) => `${event}: ${message}`),
      [
        "completion: days has finished: 10 dates done.",
        "follow-up: After days: validate: 3 checks pass · gate ready: GO.",
      ],
    );
    assert.equal(printed.changes.filter(({ kind }) => kind === "state").at(-1)?.text, "succeeded: 10 of 10 dates");
    assert.equal(printed.changes.at(-1)?.text, "then: validate: 3 checks pass · gate ready: GO");
    assert.equal((await pipeline.store.decisions()).length, 1);
  });

  it("tells that the end that was told has passed while the run hangs", async () => {
    open(sends);
    pipeline.control({ pace: 30, hold: "2001-01-09" });
    const job = pipeline.begin();
    const watch = pipeline.headgate(["watch"], address());
    await watch.said(/⚠ days has not ended by .*, the conservative end told at/);
    await eventually(() => server.posts.length > 0 || null);
    watch.child.kill("SIGINT");
    assert.equal((await watch.ended).exitCode, 2);
    process.kill(job.pid, "SIGKILL");
    assert.equal(server.posts.filter(({ text }) => text.startsWith("⚠ days has not ended by")).length, 1);
  });

  for (const signal of ["SIGINT", "SIGTERM"] as const)
    it(`ends cleanly with 2 on ${signal}, with the JSON of what it saw`, async () => {
      open({});
      const watch = pipeline.headgate(["watch", "--json"]);
      await watch.said(watching);
      watch.child.kill(signal);
      const { exitCode, stdout, stderr } = await watch.ended;
      const printed = JSON.parse(stdout) as StatusSnapshot & { idle: boolean };
      assert.deepEqual(
        [exitCode, printed.idle, printed.backfills[0]?.state, stderr],
        [2, true, "idle", "Watching 1 backfill, every 0.2 s.\n"],
      );
    });

  it("says that there is no address to send alerts to, and watches all the same", async () => {
    open(sends);
    const ended = await pipeline.headgate(["watch", "--until-idle"], { HEADGATE_WEBHOOK: "" }).ended;
    assert.equal(
      ended.stderr,
      "Watching 1 backfill, every 0.2 s.\nThe variable HEADGATE_WEBHOOK is not set, so no alert is sent to the webhook from here.\n",
    );
    assert.equal(ended.exitCode, 0);
  });
});

describe("what follows a launched run", () => {
  let pipeline: WatchedPipeline;
  beforeEach(() => {
    pipeline = watchedPipeline(follows);
  });
  afterEach(() => pipeline.remove());

  it("is done by the supervisor's own hand, with nobody there to watch", async () => {
    pipeline.control({ pace: 40, fail: ["2001-01-02"] });
    const { exitCode } = await pipeline.headgate(["run", "days", "--detach"]).ended;
    assert.equal(exitCode, 0);
    const records = await pipeline.followed(2);
    assert.deepEqual(
      records.map(({ step, exitCode, text }) => [step, exitCode, text]),
      [
        ["validate", 1, "2 of 3 checks fail"],
        ["gate ready", 1, "NO-GO"],
      ],
    );
    const [run] = await pipeline.store.runs();
    assert.ok(records.every((record) => record.run === run?.id));
    assert.equal(records[1]?.receipt, (await pipeline.store.decisions())[0]?.receipt.id);
    const status = await pipeline.headgate(["status"]).ended;
    assert.match(status.stdout, /then: validate: 2 of 3 checks fail · gate ready: NO-GO\n/);
  });

  it("is not done twice, however often it is asked for", async () => {
    await pipeline.headgate(["run", "days", "--detach"]).ended;
    await pipeline.followed(2);
    const [run] = await pipeline.store.runs();
    const again = await Promise.all([1, 2].map(() => pipeline.headgate(["follow-up", run?.id ?? ""]).ended));
    assert.deepEqual(
      again.map(({ exitCode, stdout }) => [exitCode, stdout]),
      [1, 2].map(() => [0, "validate: 3 checks pass · gate ready: GO\n"]),
    );
    assert.equal((await pipeline.store.validations(10)).length, 2, "one of validate, one of the gate");
  });

  it("is taken up by the next where it was killed in the middle, and what was done is not done again", async () => {
    const validator = 'import { existsSync, writeFileSync } from "node:fs";\nif (!existsSync("seen")) {\n';
    const waits = '  writeFileSync("seen", "");\n  setInterval(() => undefined, 60_000);\n}\n';
    writeFileSync(join(pipeline.root, "validators/days_agree.mjs"), validator + waits);
    await pipeline.headgate(["run", "days", "--detach"]).ended;
    await eventually(() => existsSync(join(pipeline.root, "seen")) || null);
    const [run] = await pipeline.store.runs();
    const stuck = (await pipeline.store.runs()).find((one) => one.type === "started" && one.kind === "validator");
    assert.ok(run && stuck?.type === "started");
    const list = await processes().list();
    const worker = list.ok ? list.value.find(({ argv }) => argv.includes("follow-up") && argv.includes(run.id)) : null;
    assert.ok(worker);
    process.kill(worker.pid, "SIGKILL");
    process.kill(stuck.pid, "SIGKILL");
    await endIn(pipeline.store, stuck.id);
    const [measured] = await pipeline.store.alerts.followUps();
    const { exitCode, stdout } = await pipeline.headgate(["follow-up", run.id]).ended;
    assert.deepEqual([exitCode, stdout], [0, "validate: 3 checks pass · gate ready: GO\n"]);
    assert.deepEqual((await pipeline.store.alerts.followUps())[0], measured);
  });

  it("is nothing of a run that is not on record", async () => {
    const { exitCode } = await pipeline.headgate(["follow-up", "no-such-run"]).ended;
    assert.equal(exitCode, 2);
  });
});
