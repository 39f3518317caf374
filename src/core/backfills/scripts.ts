import { baseName } from "../pipeline/commands";
import type { Command } from "../pipeline/pipeline";

const scriptName = /\.(?:py|sh|bash|zsh|js|mjs|cjs|ts|mts|cts|rb|pl|r|jl|php|jar|scala|lua)$/i;
const shells = ["sh", "bash", "zsh", "dash", "ksh", "fish", "ash"];
const pythons = /^(?:python|pypy)[\d.]*$/;
const interpreters = /^(?:node|nodejs|deno|bun|tsx|ruby|perl|Rscript|julia|php|lua)$/;
/** Look at files, copy, check or remember them: what they name is not what they run. */
const onlookers = new Set(
  (
    "vi vim nvim view nano emacs emacsclient ed joe micro kak hx code code-server codium subl gedit kate " +
    "tail head less more cat tac bat grep egrep fgrep rg ag ack sed awk gawk mawk cut sort uniq wc diff cmp find fd ls " +
    "stat file watch tee cp mv rm ln chmod chown touch rsync scp sftp tar zip gzip git hg svn ssh mosh tmux screen man " +
    "ps pgrep pkill kill pidof top htop strace ltrace gdb lsof fuser inotifywait xargs " +
    "black ruff flake8 pylint mypy pyright isort eslint prettier tsc shellcheck pytest headgate"
  ).split(" "),
);
/** What Headgate itself runs: it names scripts, too. */
const ownEntry = /(?:^|[/\\])dist[/\\](?:cli|supervisor|follower|extension|workbench)\.js$/;

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

/**
 * The argument by which a process is one of the given name: an element of its argument list with that base name. Null for
 * editors and other onlookers, for the text of `sh -c` and the like, and for Headgate's own processes.
 */
export function matchedArgument(argv: readonly string[], match: string): string | null {
  if (argv.some((word) => ownEntry.test(word))) return null;
  const words = argv.slice(0, textFrom(argv)).map((word) => (isCommandText(word) ? "" : word));
  const index = words.findIndex((word) => baseName(word) === match);
  // Also behind `sudo`, `timeout 60`, `python -m`, `node node_modules/.bin/…`.
  const isLookedAt = words.slice(0, index).some((word) => onlookers.has(baseName(word).replace(/\.[cm]?js$/, "")));
  return isLookedAt ? null : (words[index] ?? null);
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
    const name = baseName(word).replace(/^-/, "");
    if (shells.includes(name) || pythons.test(name)) option = /^-[a-zA-Z]*c$/;
    else if (interpreters.test(name)) option = /^(?:-[a-zA-Z]*[ep]|--eval|--print)$/;
    else if (option?.test(word)) return index;
    // Behind the script stand its own options.
    else if (!word.startsWith("-")) option = null;
  }
  return argv.length;
}
