import { readdir, stat } from "node:fs/promises";
import { isAbsolute, join, parse, resolve, sep } from "node:path";

/**
 * Files that fit a glob: `*` and `?` within a name, `**` for any depth of folders, `{a,b}` for either. Names that begin
 * with a dot are found only by a dot that is written. Node 20 has no stable glob of its own, and this is all that logs,
 * checkpoints and metrics files need.
 * @returns absolute paths, each once, in no order
 */
export async function glob(pattern: string, root: string): Promise<string[]> {
  const found = await Promise.all(alternatives(pattern).map((plain) => filesAt(plain, root)));
  return [...new Set(found.flat())];
}

async function filesAt(pattern: string, root: string): Promise<string[]> {
  const top = parse(pattern).root;
  const steps = pattern.slice(top.length).split(sep === "\\" ? /[/\\]/ : "/");
  return descend(
    isAbsolute(pattern) ? top : resolve(root),
    steps.filter((step) => step !== "" && step !== "."),
  );
}

async function descend(path: string, steps: readonly string[]): Promise<string[]> {
  const [step, ...rest] = steps;
  if (step === undefined) return (await isFile(path)) ? [path] : [];
  if (step === "**") return anyDepth(path, rest);
  if (!/[*?]/.test(step)) return descend(join(path, step), rest);
  const names = (await entries(path)).map((entry) => entry.name).filter((name) => fits(name, step));
  return (await Promise.all(names.map((name) => descend(join(path, name), rest)))).flat();
}

async function anyDepth(path: string, rest: readonly string[]): Promise<string[]> {
  // Links to folders are not followed: they may lead in circles.
  const folders = (await entries(path)).filter((entry) => entry.isDirectory() && !entry.name.startsWith("."));
  const below = folders.map((folder) => anyDepth(join(path, folder.name), rest));
  const here = descend(path, rest.length > 0 ? rest : ["*"]);
  return (await Promise.all([here, ...below])).flat();
}

async function entries(path: string) {
  try {
    return await readdir(path, { withFileTypes: true });
  } catch {
    // Not there, or not ours to read: nothing is found in it.
    return [];
  }
}

async function isFile(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
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

/** `a{b,c}d` as `abd` and `acd`; braces may stand in one another. */
function alternatives(pattern: string): string[] {
  const open = pattern.lastIndexOf("{");
  const close = pattern.indexOf("}", open);
  if (open < 0 || close < 0) return [pattern];
  const [before, after] = [pattern.slice(0, open), pattern.slice(close + 1)];
  const choices = pattern.slice(open + 1, close).split(",");
  return choices.flatMap((choice) => alternatives(before + choice + after));
}
