import assert from "node:assert/strict";
import { readFileSync, readdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { alertPorts } from "../../../src/adapters/notify/alertPorts";
import { storeAt } from "../../../src/adapters/store/openStore";
import { alertSender, type AlertSender } from "../../../src/app/alerts/sendAlerts";
import { alertEvents, type Alert, type AlertEvent } from "../../../src/core/alerts/alert";
import { temporaryFolder } from "../launch/launching";
import { webhookServer, type WebhookServer } from "./webhookServer";

const signal = new AbortController().signal;

function alert(id: string, facts: Partial<Alert> = {}): Alert {
  return {
    id,
    event: "failure",
    severity: "error",
    at: new Date(Date.now() + 1_000).toISOString(),
    about: { kind: "backfill", name: "days" },
    message: `${id} died.`,
    details: [],
    steps: [],
    ...facts,
  };
}

describe("sending alerts", () => {
  let server: WebhookServer;
  let folder: string;
  let remarks: string[];
  let now: number;
  beforeEach(async () => {
    server = await webhookServer();
    folder = join(temporaryFolder("sending"), ".headgate");
    remarks = [];
    now = Date.now();
  });
  afterEach(async () => {
    await server.close();
    rmSync(join(folder, ".."), { recursive: true, force: true });
  });

  /** Somebody who watches; each has its own memory, all have the same store. */
  function watcher(on: readonly AlertEvent[] = alertEvents): AlertSender {
    const ports = { store: storeAt(folder), clock: { now: () => new Date(now) } };
    const notify = alertPorts(folder, "nowhere", { timeoutMs: 500, attempts: 2, pauseMs: 5 });
    const options = {
      address: server.address,
      on,
      root: "/srv/pipeline",
      remark: (text: string) => remarks.push(text),
    };
    return alertSender(ports, notify, options);
  }
  const texts = (): string[] => server.posts.map(({ text }) => text);
  const letters = async (): Promise<string[]> =>
    (await storeAt(folder).alerts.deadLetters()).map(
      ({ id, state, tries, reason }) => `${id} ${state} ${tries} ${reason}`,
    );

  it("sends each once, however many watch and however often they look", async () => {
    const alerts = [alert("a"), alert("b")];
    const watchers = [watcher(), watcher(), watcher()];
    await Promise.all(watchers.map((one) => one.send(alerts, signal)));
    await Promise.all([...watchers, watcher()].map((one) => one.send(alerts, signal)));
    assert.deepEqual(texts().sort(), ["✕ a died.", "✕ b died."]);
  });

  it("sends only what it is asked to, and nothing that happened before it was first asked", async () => {
    const one = watcher(["stall"]);
    await one.send([alert("old", { event: "stall", at: "2026-01-01T00:00:00Z" }), alert("a")], signal);
    await one.send(
      [alert("s", { event: "stall" }), alert("late", { event: "stall", at: "2026-01-01T00:00:00Z" })],
      signal,
    );
    assert.deepEqual(texts(), ["✕ s died.", "✕ late died."]);
  });

  it("keeps what was not taken, tries it again after growing pauses, and gives it up after four times", async () => {
    server.answer({ status: 500 });
    const one = watcher();
    await one.send([alert("a")], signal);
    assert.deepEqual(await letters(), ["a waiting 1 it answered 500"]);
    await one.send([alert("a")], signal);
    assert.equal(server.posts.length, 2, "not before its time");
    for (const minutes of [5, 10, 20]) {
      now += minutes * 60_000;
      await Promise.all([one.send([alert("a")], signal), one.send([alert("a")], signal)]);
    }
    assert.deepEqual(await letters(), ["a given-up 4 it answered 500"]);
    assert.equal(server.posts.length, 8, "four times two attempts");
    now += 86_400_000;
    await watcher().send([alert("a")], signal);
    assert.equal(server.posts.length, 8);
    assert.deepEqual(remarks, [
      ...[1, 2, 3].map(
        () =>
          "An alert could not be sent to the webhook: it answered 500; it will be tried again (dead-letters.jsonl has it).",
      ),
      "An alert could not be sent to the webhook: it answered 500; it is given up (dead-letters.jsonl has it).",
    ]);
  });

  it("leaves what was not taken to the next who watches, which sends it once", async () => {
    server.answer({ status: 404 }, { status: 200 });
    await watcher().send([alert("a")], signal);
    await Promise.all([watcher().send([alert("a")], signal), watcher().send([alert("a")], signal)]);
    assert.deepEqual(await letters(), ["a sent 2 null"]);
    assert.deepEqual(texts(), ["✕ a died.", "✕ a died."]);
  });

  it("gives back what was called off, so that the next sends it", async () => {
    server.answer("hang", { status: 200 });
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 100);
    await watcher().send([alert("a")], controller.signal);
    await watcher().send([alert("a")], signal);
    assert.equal(server.posts.length, 2);
    assert.deepEqual(await letters(), []);
  });

  it("writes the address nowhere", async () => {
    server.answer({ status: 500 });
    await watcher().send([alert("a")], signal);
    const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).map((name) => join(folder, name));
    const written = files.filter((file) => statSync(file).isFile()).map((file) => readFileSync(file, "utf8"));
    assert.ok(written.some((text) => text.includes("a died")));
    assert.doesNotMatch([...written, ...remarks].join("\n"), /secret-of-the-webhook|127\.0\.0\.1|services/);
  });
});
