import { logReader } from "../../core/backfills/logReader";
import type { CalendarDate } from "../../core/calendar";
import { success, type Result } from "../../core/result";
import { declared } from "../declared";
import type { Ports } from "../ports";
import { tailOptions } from "./runLog";
import type { Workspace } from "../workspace";

const chunkBytes = 1 << 22;

/**
 * The line of a log that says that a date failed, counted from 1: the last one where it failed more than once.
 * @param log absolute
 * @returns null where no line says so; `unreadable-file` for such a log
 */
export async function failureLine(
  workspace: Workspace,
  ports: Ports,
  backfill: string,
  log: string,
  date: CalendarDate,
): Promise<Result<number | null>> {
  const found = declared("backfill", workspace.pipeline.backfills, backfill);
  if (!found.ok) return found;
  const options = await tailOptions(workspace, ports, found.value);
  if (!options.ok) return options;
  const reader = logReader(options.value.recipe, options.value);
  let [line, failedAt]: [number, number | null] = [0, null];
  let had = false;
  const takeIn = (text: string): void => {
    reader.read(`${text}\n`);
    line++;
    const has = reader.reading().run.failed.has(date);
    if (has && !had) failedAt = line;
    had = has;
  };
  const read = await eachLine(ports, log, takeIn);
  return read.ok ? success(failedAt) : read;
}

async function eachLine({ files }: Ports, path: string, takeIn: (line: string) => void): Promise<Result<void>> {
  const decoder = new TextDecoder();
  let rest = "";
  for (let offset = 0; ;) {
    const bytes = await files.readBytes(path, offset, offset + chunkBytes);
    if (!bytes.ok) return bytes;
    if (bytes.value.length === 0) break;
    offset += bytes.value.length;
    const lines = (rest + decoder.decode(bytes.value, { stream: true })).split("\n");
    rest = lines.pop() ?? "";
    lines.forEach(takeIn);
  }
  if (rest !== "") takeIn(rest);
  return success(undefined);
}
