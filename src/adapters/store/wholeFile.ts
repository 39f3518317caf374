import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { failure, success, type Result } from "../../core/result";
import { parsedJson, prepareFolder } from "./jsonLines";

/** Written aside and renamed, so that a reader never sees half of it. */
export function writeWhole(folder: string, name: string, value: object): Result<void> {
  const target = join(folder, name);
  const aside = `${target}.${process.pid}.part`;
  try {
    prepareFolder(dirname(folder));
    mkdirSync(folder, { recursive: true });
    writeFileSync(aside, JSON.stringify(value), { flush: true });
    renameSync(aside, target);
    return success(undefined);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return failure("store-unwritable", `${target} could not be written (${reason}); check its folder's rights.`);
  }
}

/** What a file holds as JSON; `undefined` where it is not there or holds none. */
export function jsonIn(file: string): unknown {
  try {
    return parsedJson(readFileSync(file, "utf8"));
  } catch {
    return undefined;
  }
}
