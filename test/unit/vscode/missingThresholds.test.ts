import assert from "node:assert/strict";
import { missingThresholds } from "../../../src/vscode/diagnostics/missingThresholds";

function placeOf(text: string): string {
  const { line, column, endLine, endColumn } = missingThresholds("headgate.yaml", text, "config/a.yaml");
  return `${line}:${column}-${endLine}:${endColumn}`;
}

describe("a thresholds file that cannot be read", () => {
  it("is told at its name in headgate.yaml", () => {
    assert.equal(placeOf("version: 1\nthresholds: config/a.yaml # what good means\n"), "2:13-2:26");
    assert.equal(placeOf("version: 1\r\nthresholds:   config/a.yaml\r\n"), "2:15-2:28");
  });

  it("is told where the name begins when it is written in another way", () => {
    assert.equal(placeOf('version: 1\nthresholds: "config/a.yaml"\n'), "2:13-2:14");
    assert.equal(placeOf("{ version: 1 }\n"), "1:1-1:2");
  });
});
