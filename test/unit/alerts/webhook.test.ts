import assert from "node:assert/strict";
import { webhook } from "../../../src/adapters/notify/webhook";
import type { Posted } from "../../../src/app/alerts/alertPorts";
import { slackMessage, type SlackMessage } from "../../../src/core/alerts/slackMessage";
import { webhookAddress } from "../../../src/core/alerts/webhookAddress";
import { webhookServer, type Answer, type WebhookServer } from "./webhookServer";

const alert = {
  id: "ended run-1",
  event: "failure",
  severity: "error",
  at: "2026-01-04T15:50:00Z",
  about: { kind: "backfill", name: "days" },
  message: "days died. <!channel> said *no* & left",
  details: ["Preliminary: its log counts 20 records."],
  steps: [{ title: "Retry Failed Dates", command: "retryFailedDates", subject: { kind: "backfill", name: "days" } }],
} as const;
const body = slackMessage(alert, "pipeline");

describe("a webhook", () => {
  let server: WebhookServer;
  beforeEach(async () => {
    server = await webhookServer();
  });
  afterEach(() => server.close());

  const quick = { timeoutMs: 150, attempts: 3, pauseMs: 10, longestPauseMs: 1_500 };
  const post = (address = server.address, message: SlackMessage = body, signal = new AbortController().signal) =>
    webhook(quick).post(address, message, signal);

  it("is posted Slack's form, all of it plain text: what came from a log marks nothing up and calls nobody", async () => {
    assert.deepEqual(await post(), { ok: true });
    assert.deepEqual(server.posts, [
      {
        text: "✕ days died. &lt;!channel&gt; said *no* &amp; left Preliminary: its log counts 20 records.",
        mrkdwn: false,
        blocks: [
          {
            type: "section",
            text: { type: "plain_text", text: "✕ days died. &lt;!channel&gt; said *no* &amp; left", emoji: false },
          },
          {
            type: "context",
            elements: [
              { type: "plain_text", text: "Preliminary: its log counts 20 records.", emoji: false },
              { type: "plain_text", text: "Next: headgate retry days", emoji: false },
              { type: "plain_text", text: "Headgate, in pipeline", emoji: false },
            ],
          },
        ],
      },
    ]);
  });

  it("takes texts of any length, cut where Slack would refuse them and never within what is written out", () => {
    const [section] = slackMessage({ ...alert, message: "&".repeat(5_000) }, "pipeline").blocks;
    const text = section?.type === "section" ? section.text.text : "";
    assert.match(text, /^✕ (?:&amp;)+…$/);
    assert.ok(text.length > 2_800 && text.length <= 3_000, String(text.length));
  });

  const cases: readonly [what: string, answers: readonly Answer[], posted: Posted, requests: number][] = [
    ["fails and then does not", [{ status: 500 }, { status: 503 }, { status: 200 }], { ok: true }, 3],
    ["fails for good", [{ status: 500 }], { ok: false, reason: "it answered 500" }, 3],
    ["hangs", ["hang"], { ok: false, reason: "it did not answer within 0.15 s" }, 3],
    ["hangs once", ["hang", { status: 200 }], { ok: true }, 2],
    ["cuts the connection", ["cut"], { ok: false, reason: "the connection broke off" }, 3],
    ["knows no such address", [{ status: 404 }], { ok: false, reason: "it answered 404" }, 1],
    ["times out itself", [{ status: 408 }, { status: 204 }], { ok: true }, 2],
    [
      "leads elsewhere",
      [{ status: 302, headers: { location: "/elsewhere" } }],
      { ok: false, reason: "it answered with a redirect, which is not followed" },
      1,
    ],
    [
      "asks for a longer pause than is waited for",
      [{ status: 429, headers: { "retry-after": "3600" } }],
      { ok: false, reason: "it answered 429" },
      1,
    ],
  ];
  for (const [what, answers, posted, requests] of cases)
    it(`that ${what} is asked ${requests === 1 ? "once" : `${requests} times`}`, async () => {
      server.answer(...answers);
      assert.deepEqual(await post(), posted);
      assert.equal(server.posts.length, requests);
    });

  it("that asks for a pause gets it, in seconds or as a date", async () => {
    const later = new Date(Date.now() + 2_000).toUTCString();
    server.answer(
      { status: 429, headers: { "retry-after": "1" } },
      { status: 503, headers: { "retry-after": later } },
      { status: 200 },
    );
    assert.deepEqual(await post(), { ok: true });
    assert.ok((server.pauses()[0] ?? 0) >= 1_000, String(server.pauses()));
  });

  it("is left alone as soon as it is called off", async () => {
    server.answer("hang");
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 30);
    assert.deepEqual(await webhook({}).post(server.address, body, controller.signal), {
      ok: false,
      reason: "it was called off",
    });
  });

  it("is named in no error, whatever goes wrong", async () => {
    const { port } = new URL(server.address);
    await server.close();
    const reasons = await Promise.all([
      post(server.address),
      post("https://no-such-host.invalid/secret-of-the-webhook"),
      post("http://example.com/secret-of-the-webhook"),
      post(`https://127.0.0.1:${port}/secret-of-the-webhook`),
    ]);
    server = await webhookServer();
    for (const reason of reasons) {
      assert.equal(reason.ok, false);
      assert.doesNotMatch(JSON.stringify(reason), /secret|invalid|example|127\.0\.0\.1/);
    }
    assert.deepEqual(reasons[0], { ok: false, reason: "its host refused the connection" });
    assert.deepEqual(reasons[2], { ok: false, reason: "the address does not begin with https://" });
  });
});

describe("the address of a webhook", () => {
  const of = (declared: string | null, value?: string, secret: string | null = null) => {
    const found = webhookAddress(declared, { HOOK: value }, secret);
    return found.ok ? found.value : found.error.message;
  };

  it("comes out of the environment, else from where the editor keeps secrets", () => {
    assert.equal(of("${env:HOOK}", "https://hooks.example.com/x"), "https://hooks.example.com/x");
    assert.equal(of("${env:HOOK}", undefined, "https://kept.example.com/x"), "https://kept.example.com/x");
    assert.equal(of("${env:HOOK}", "http://localhost:8080/x"), "http://localhost:8080/x");
    assert.equal(of("${env:HOOK}", "http://[::1]:8080/x"), "http://[::1]:8080/x");
    assert.equal(of("${env:HOOK}"), null);
    assert.equal(of(null, "https://hooks.example.com/x"), null);
  });

  it("is refused where it is written out, or is no https address, without being repeated", () => {
    assert.equal(
      of("https://hooks.example.com/x"),
      "alerts: webhook: in headgate.yaml must be ${env:NAME}; no alert is sent, since an address that is written out is no secret.",
    );
    for (const value of [
      "http://hooks.example.com/x",
      "ftp://127.0.0.1/x",
      "http://127.0.0.1@evil.example/x",
      "http://127.0.0.1.evil.example/x",
      "x",
    ])
      assert.equal(of("${env:HOOK}", value), "HOOK holds no address that begins with https://; no alert is sent.");
  });
});
