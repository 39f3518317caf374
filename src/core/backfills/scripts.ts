import { baseName } from "../pipeline/commands";
import type { Command } from "../pipeline/pipeline";

const scriptName = /\.(?:py|sh|bash|zsh|js|mjs|cjs|ts|mts|cts|rb|pl|r|jl|php|jar|scala|lua)$/i;
const shells = ["sh", "bash", "zsh", "dash", "ksh", "fish", "ash"];
/** Of Windows; their options are written in any case. */
const windowsShells: Readonly<Record<string, RegExp>> = {
  cmd: /^\/[ckr]$/i,
  powershell: /^[-/](?:c|command|e|ec|encodedcommand)$/i,
  pwsh: /^[-/](?:c|command|e|ec|encodedcommand)$/i,
};
const pythons = /^(?:python|pypy)[\d.]*w?$/;
const interpreters = /^(?:node|nodejs|deno|bun|tsx|ruby|perl|Rscript|julia|php|lua)$/;
/** Look at files, copy, check or remember them: what they name is not what they run. */
const onlookers = new Set(
  (
    "vi vim nvim view nano emacs emacsclient ed joe micro kak hx code code-server codium subl gedit kate " +
    "tail head less more cat tac bat grep egrep fgrep rg ag ack sed awk gawk mawk cut sort uniq wc diff cmp find fd ls " +
    "stat file watch tee cp mv rm ln chmod chown touch rsync scp sftp tar zip gzip git hg svn ssh mosh tmux screen man " +
    "notepad notepad++ wordpad Code devenv findstr type tasklist taskkill " +
    "ps pgrep pkill kill pidof top htop strace ltrace gdb lsof fuser inotifywait xargs " +
    "black ruff flake8 pylint mypy pyright isort eslint prettier tsc shellcheck pytest headgate"
  ).split(" "),
);
/** What Headgate itself runs: it names scripts, too. */
const ownEntry = /(?:^|[/\\])dist[/\\](?:cli|supervisor|inTurn|follower|extension|workbench)\.js$/;

/**
 * By which name a process of a command is known when `match:` is not declared: its script or module, else its program. Null
 * where that would be every process of an interpreter.
 */
export function derivedMatch(command: Command | null): string | null {
  if (command === null) return null;
  const words = command.kind === "arguments" ? command.words : command.line.split(/\s+/);
  const script = words.find((word) => scriptName.test(word) && !/[{}]/.test(word));
  if (script !== undefined) return baseName(script);
  const module = words[words.indexOf("-m") + 1];
  if (words.includes("-m") && module !== undefined) return module;
  const program = baseName(words[0] ?? "");
  const isGeneral =
    program === "" || interpreters.test(program) || shells.includes(program) || command.kind === "shell";
  return isGeneral ? null : program;
}

/** What a process executes of files, as its arguments name them: scripts by their path, and the module behind `-m`. */
export function scriptsIn(argv: readonly string[]): {
  readonly paths: readonly string[];
  readonly module: string | null;
} {
  // Of a line for the shell (`sh -c`), its words.
  const words = argv.flatMap((word) => [word, ...(/\s/.test(word) ? word.split(/[\s'";&|()]+/) : [])]);
  const module = argv.includes("-m") ? (argv[argv.indexOf("-m") + 1] ?? null) : null;
  return {
    paths: [...new Set(words.filter((word) => scriptName.test(word)))],
    module: module !== null && /^\w+(?:\.\w+)*$/.test(module) ? module : null,
  };
}

/**
 * The argument by which a process is one of the given name: an element of its argument list with that base name. Null for
 * editors and other onlookers, for the text of `sh -c` and the like, and for Headgate's own processes.
 */
export function matchedArgument(argv: readonly string[], match: string): string | null {
  const names = scriptNames(argv);
  return names.get(match) ?? (/\s/.test(match) ? argumentInPieces(names, argv, match) : null);
}

/** Whether a process is one of Headgate's own, or of the editor it runs in: what such a one names is not what it runs. */
export function isHeadgates(argv: readonly string[]): boolean {
  return argv.some((word) => ownEntry.test(word));
}

const remembered = new WeakMap<readonly string[], ReadonlyMap<string, string>>();

/**
 * Every name that a process may be known by: the base names of its arguments, each with the argument. Told once for a list of
 * arguments: processes are looked at again and again, and are many.
 */
export function scriptNames(argv: readonly string[]): ReadonlyMap<string, string> {
  const known = remembered.get(argv);
  if (known) return known;
  const names = new Map<string, string>();
  remembered.set(argv, names);
  if (isHeadgates(argv)) return names;
  for (const word of argv.slice(0, textFrom(argv))) {
    const name = isCommandText(word) ? "" : baseName(word);
    if (name !== "" && !names.has(name)) names.set(name, word);
    // Also behind `sudo`, `timeout 60`, `python -m`, `node node_modules/.bin/…`: what comes after an onlooker is looked at.
    if (onlookers.has(programName(word).replace(/\.[cm]?js$/, ""))) break;
  }
  return names;
}

/** A name with blanks, in arguments that were split at blanks since the system does not tell where one ends. */
function argumentInPieces(names: ReadonlyMap<string, string>, argv: readonly string[], match: string): string | null {
  const [head = "", ...rest] = match.split(/\s+/);
  const first = names.get(head);
  if (first === undefined) return null;
  const from = argv.indexOf(first) + 1;
  return rest.every((piece, index) => argv[from + index] === piece) ? [first, ...rest].join(" ") : null;
}

/** The base name of a program, without the ending that Windows gives it. */
function programName(word: string): string {
  return baseName(word).replace(/\.exe$/i, "");
}

/** The words of an argument list that name code: scripts, and modules of Python (`-m jobs.orders`) by the file they would be in. */
export function scriptFiles(argv: readonly string[]): string[] {
  const module = pythons.test(baseName(argv[0] ?? "")) ? argv[argv.indexOf("-m") + 1] : undefined;
  const modules = module !== undefined && argv.includes("-m") ? [`${module.replaceAll(".", "/")}.py`] : [];
  return [...new Set([...argv.filter((word) => scriptName.test(word) && !isCommandText(word)), ...modules])];
}

/** A whole command in one argument, as `script -c` and `tmux` take it: words with blanks between them that are no path. */
function isCommandText(word: string): boolean {
  return /\s/.test(word) && !/^(?:[./\\~]|[A-Za-z]:)/.test(word);
}

/** Where a program begins that is itself written out as an argument: `sh -c TEXT`, `python -c TEXT`, `node -e TEXT`. */
function textFrom(argv: readonly string[]): number {
  let option: RegExp | null = null;
  for (const [index, word] of argv.entries()) {
    const name = programName(word).replace(/^-/, "");
    const windowsShell = windowsShells[name.toLowerCase()];
    if (windowsShell !== undefined) option = windowsShell;
    else if (shells.includes(name) || pythons.test(name)) option = /^-[a-zA-Z]*c$/;
    else if (interpreters.test(name)) option = /^(?:-[a-zA-Z]*[ep]|--eval|--print)$/;
    else if (option?.test(word)) return index;
    // Behind the script stand its own options.
    else if (!isOption(word)) option = null;
  }
  return argv.length;
}

/** `-x`, `--long`, and `/x` or `/v:on` as `cmd` takes them. */
function isOption(word: string): boolean {
  return word.startsWith("-") || /^\/[a-z](?::\w+)?$/i.test(word);
}
