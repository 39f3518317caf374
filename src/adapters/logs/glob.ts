import { isAbsolute, join, parse, resolve, sep } from "node:path";
import { statOf } from "./fileFacts";
import { folderEntries, type Entry } from "./folderEntries";
import { globAlternatives } from "../../core/pipeline/globAlternatives";

/**
 * Files that fit a glob: `*` and `?` within a name, `**` for any depth of folders, `{a,b}` for either. Names that begin
 * with a dot are found only by a dot that is written. Node 20 has no stable glob of its own, and this is all that logs,
 * checkpoints and metrics files need.
 * @returns absolute paths, each once, in no order
 */
export async function glob(pattern: string, root: string): Promise<string[]> {
  // More alternatives than can be looked for: `headgate lint` says so at the pattern.
  const found = await Promise.all((globAlternatives(pattern) ?? []).map((plain) => filesAt(plain, root)));
  return [...new Set(found.flat())];
}

async function filesAt(pattern: string, root: string): Promise<string[]> {
  const top = parse(pattern).root;
  const steps = pattern.slice(top.length).split(sep === "\\" ? /[/\\]/ : "/");
  const plain = steps.filter((step) => step !== "" && step !== ".");
  return descend(isAbsolute(pattern) ? top : resolve(root), plain, new Set());
}

/**
 * @param seen the folders that were looked through already, each with the steps that were left: with several `**` one comes to the
 * same folder in many ways
 */
async function descend(path: string, steps: readonly string[], seen: Set<string>): Promise<string[]> {
  const visit = `${steps.length} ${path}`;
  if (seen.has(visit)) return [];
  seen.add(visit);
  const [step, ...rest] = steps;
  if (step === undefined) return (await isFile(path)) ? [path] : [];
  if (step === "**") return anyDepth(path, rest, seen);
  if (!/[*?]/.test(step)) return descend(join(path, step), rest, seen);
  const found = (await folderEntries(path)).filter(({ name }) => fits(name, step));
  // Most patterns end here: what a folder says of its files need not be asked again.
  if (rest.length === 0) return filesAmong(path, found);
  return (await Promise.all(found.map(({ name }) => descend(join(path, name), rest, seen)))).flat();
}

async function anyDepth(path: string, rest: readonly string[], seen: Set<string>): Promise<string[]> {
  // Links to folders are not followed: they may lead in circles.
  const folders = (await folderEntries(path)).filter(({ name, kind }) => kind === "folder" && !name.startsWith("."));
  const below = folders.map((folder) => descend(join(path, folder.name), ["**", ...rest], seen));
  const here = descend(path, rest.length > 0 ? rest : ["*"], seen);
  return (await Promise.all([here, ...below])).flat();
}

async function filesAmong(folder: string, entries: readonly Entry[]): Promise<string[]> {
  const paths: string[] = [];
  for (const { name, kind } of entries) {
    const path = join(folder, name);
    if (kind === "file" || (kind !== "folder" && (await isFile(path)))) paths.push(path);
  }
  return paths;
}

async function isFile(path: string): Promise<boolean> {
  return (await statOf(path))?.isFile() ?? false;
}

/**
 * Whether a name fits a step of a glob. By hand and not by a regular expression: where a star fails, only the last one takes one
 * character more, so that no pattern in a file can make it slow.
 */
function fits(name: string, step: string): boolean {
  if (name.startsWith(".") && !step.startsWith(".")) return false;
  let [at, wanted] = [0, 0];
  let star: { readonly wanted: number; at: number } | null = null;
  while (at < name.length) {
    if (step[wanted] === "*") star = { wanted: wanted++, at };
    else if (step[wanted] === "?" || step[wanted] === name[at]) {
      at++;
      wanted++;
    } else if (star !== null) {
      at = ++star.at;
      wanted = star.wanted + 1;
    } else return false;
  }
  return /^\**$/.test(step.slice(wanted));
}
