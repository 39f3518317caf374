import assert from "node:assert/strict";
import { parseWebviewMessage, type WebviewMessage } from "../../../src/contract/messages";
import type { Action } from "../../../src/core/report/actions";

describe("messages of the report", () => {
  it("each action of the report is one that the editor reads", () => {
    const actions: Action[] = [
      { kind: "validate" },
      { kind: "decideGate", gate: "ml_ready" },
      { kind: "retryFailedDates", backfill: "airport_day", dates: 6 },
      { kind: "openLog", backfill: "airport_day", log: "logs/airport_day.log" },
      { kind: "openLocation", location: { file: "config/thresholds.yaml", line: 14, column: 3 } },
      { kind: "train", training: "delay_model" },
    ];
    const messages: WebviewMessage[] = [...actions, { kind: "ready" }];
    for (const message of messages) assert.deepEqual(parseWebviewMessage(message), message);
  });

  it("anything else is not a message", () => {
    const strangers: unknown[] = [
      null,
      "validate",
      { kind: "execute", command: "workbench.action.terminal.new" },
      { kind: "validate", command: "x" },
      { kind: "train", training: "" },
      { kind: "train", training: { toString: "x" } },
      { kind: "openLocation", location: { file: "a", line: 0, column: 1 } },
      { kind: "openLocation", location: { file: "a", line: 1.5, column: 1 } },
    ];
    for (const stranger of strangers) assert.equal(parseWebviewMessage(stranger), undefined);
  });
});
