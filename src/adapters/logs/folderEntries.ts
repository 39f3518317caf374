import type { Dirent } from "node:fs";
import { readdir } from "node:fs/promises";
import { statOf } from "./fileFacts";

/** Where a link leads may change without its folder; what has no known kind is asked for itself. */
export type Entry = { readonly name: string; readonly kind: "file" | "folder" | "link" | "other" };

type Read = { readonly inode: number; readonly modifiedMs: number; readonly entries: readonly Entry[] };

const remembered = new Map<string, Read>();
/** More folders than this are not looked through each second. */
const mostFolders = 5_000;
/** Some file systems keep times to two seconds: what was made right after a folder was read may not show in its time. */
const grainMs = 2_500;

/**
 * What lies in a folder; nothing where it is not there or not ours to read. Read again only when its time of change says that
 * something came, went or was renamed.
 */
export async function folderEntries(path: string): Promise<readonly Entry[]> {
  const found = await statOf(path);
  if (found === null) return [];
  const known = remembered.get(path);
  if (known?.inode === found.ino && known.modifiedMs === found.mtimeMs) return known.entries;
  const entries = await entriesIn(path);
  remembered.delete(path);
  if (Date.now() - found.mtimeMs < grainMs) return entries;
  if (remembered.size >= mostFolders) remembered.clear();
  remembered.set(path, { inode: found.ino, modifiedMs: found.mtimeMs, entries });
  return entries;
}

async function entriesIn(path: string): Promise<Entry[]> {
  try {
    return (await readdir(path, { withFileTypes: true })).map((entry) => ({ name: entry.name, kind: kindOf(entry) }));
  } catch {
    return [];
  }
}

function kindOf(entry: Dirent): Entry["kind"] {
  if (entry.isFile()) return "file";
  if (entry.isDirectory()) return "folder";
  return entry.isSymbolicLink() ? "link" : "other";
}
