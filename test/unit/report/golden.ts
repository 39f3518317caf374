import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const folder = join(__dirname, "../../fixtures/report");

/**
 * The text that a test expects, from `test/fixtures/report`. With `UPDATE_GOLDEN=1` the file is written from what was
 * found: read the difference before it is kept.
 */
export function golden(file: string, found: string): string {
  const path = join(folder, file);
  if (process.env["UPDATE_GOLDEN"] === "1") writeFileSync(path, found);
  return readFileSync(path, "utf8");
}
