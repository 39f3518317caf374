import { basename, dirname, join } from "node:path";
import type { FileFacts, Files } from "../ports";

/** A file that holds a part of a log: the log itself, or what was rotated away from it. */
export type LogPart = {
  readonly path: string;
  readonly facts: FileFacts;
  readonly isPacked: boolean;
  /** What stands behind the name of the log; empty for the log itself. */
  readonly suffix: string;
};

/** `.1`, `.2.gz`, `.2024-01-01`, `-20240101.gz`: what rotation puts behind a name. */
const rotated = /^[.-](\d[\dT_.:-]*)(?:\.(?:gz|zstd?))?$/;

/** Whether a file has to be unpacked to be read. */
export function isPacked(path: string): boolean {
  return /\.(?:gz|zstd?)$/.test(path);
}

/** All files that hold a part of a log, the oldest first; the log itself, where it is there, last. */
export async function logParts(files: Files, path: string): Promise<LogPart[]> {
  const [folder, base] = [dirname(path), basename(path)];
  const names = (await files.names(folder)).filter((name) => name.startsWith(base));
  const suffixes = names
    .map((name) => name.slice(base.length))
    .filter((suffix) => suffix === "" || rotated.test(suffix));
  const parts = await Promise.all(suffixes.map((suffix) => partAt(files, join(folder, base + suffix), suffix)));
  return inOrder(parts.filter((part) => part !== null));
}

async function partAt(files: Files, path: string, suffix: string): Promise<LogPart | null> {
  const facts = await files.stat(path);
  return facts === null ? null : { path, facts, isPacked: isPacked(path), suffix };
}

/** Numbers count up with age, dates down; where both stand side by side, the last change tells. */
function inOrder(parts: readonly LogPart[]): LogPart[] {
  const own = parts.filter(({ suffix }) => suffix === "");
  const others = parts.filter(({ suffix }) => suffix !== "");
  const marks = others.map(({ suffix }) => rotated.exec(suffix)?.[1] ?? "");
  const areNumbers = marks.every((mark) => /^\d{1,4}$/.test(mark));
  const areDates = marks.every((mark) => /^\d{4}-?\d\d-?\d\d/.test(mark));
  const sorted = others.sort((one, other) => {
    const [mark, otherMark] = [one, other].map(({ suffix }) => rotated.exec(suffix)?.[1] ?? "");
    if (areNumbers && mark !== otherMark) return Number(otherMark) - Number(mark);
    if (areDates && mark !== otherMark) return (mark ?? "") < (otherMark ?? "") ? -1 : 1;
    const byTime = one.facts.modifiedAt.getTime() - other.facts.modifiedAt.getTime();
    // Of a file and its compressed copy, the file is the better source.
    return byTime || Number(one.isPacked) - Number(other.isPacked) || (one.path < other.path ? -1 : 1);
  });
  return [...sorted, ...own];
}
