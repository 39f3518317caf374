import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { importThresholds, type ImportedThresholds } from "../../../src/core/import/importThresholds";
import type { Tool } from "../../../src/core/import/model";

/** What a text of another tool becomes. */
export function imported(text: string, file = "checks.yml", tool: Tool | null = null): ImportedThresholds {
  const result = importThresholds([{ file, text }], tool);
  assert.ok(result.ok, result.ok ? "" : result.error.message);
  return result.value;
}

/** The file that was written, without the line that says where it comes from. */
export function written(text: string, file?: string): string {
  return imported(text, file).thresholds.replace(/^# Imported .*\n\n?/, "");
}

/** What was not carried over, as `line: text: reason`. */
export function refused(text: string, file?: string): string[] {
  return imported(text, file).notCarriedOver.map(({ line, text: rule, reason }) => `${line}: ${rule}: ${reason}`);
}

export const fixtures = ["orders.soda.yml", "schema.yml", "orders.dqdl", "spec.dataplex.yaml"].map((name) =>
  join("test/fixtures/import", name),
);

export function fixture(path: string): { file: string; text: string } {
  return { file: basename(path), text: readFileSync(path, "utf8") };
}
