import type { Path, YamlPlaces } from "../yaml/readYaml";
import type { SourceRange } from "../diagnostic";
import type { Command, Pipeline } from "./pipeline";

/** A command of `headgate.yaml`, and where it stands. */
export type PlacedCommand = {
  readonly path: Path;
  readonly command: Command;
  readonly env: Readonly<Record<string, string>>;
};

/** Every command that is declared, in the order of the kinds. */
export function commandsIn({ backfills, validators, trainings }: Pipeline): PlacedCommand[] {
  const of = (path: Path, command: Command | null, env: PlacedCommand["env"]): PlacedCommand[] =>
    command === null ? [] : [{ path, command, env }];
  return [
    ...Object.entries(backfills).flatMap(([name, { command, retry, env }]) => [
      ...of(["backfills", name, "command"], command, env),
      ...of(["backfills", name, "retry"], retry, env),
    ]),
    ...Object.entries(validators).flatMap(([name, { command, env }]) =>
      of(["validators", name, "command"], command, env),
    ),
    ...Object.entries(trainings).flatMap(([name, { command, env }]) =>
      of(["trainings", name, "command"], command, env),
    ),
  ];
}

/** The words of a command; none of a line for the shell, which only the shell can take apart. */
export function wordsOf(command: Command): readonly string[] {
  return command.kind === "shell" ? [] : command.words;
}

/** Programs that are given a script to run. */
const interpreters =
  /^(?:python[\d.]*|node|deno|bun|tsx|ts-node|bash|sh|zsh|dash|ksh|ruby|perl|Rscript|julia|php|pwsh|powershell)(?:\.exe)?$/;

/** The script that a command gives to an interpreter: the first word behind it that is no option; null where there is none. */
export function scriptOf(words: readonly string[]): { readonly word: string; readonly index: number } | null {
  const [program = "", ...rest] = words;
  if (!interpreters.test(baseName(program))) return null;
  const index = rest.findIndex((word) => !word.startsWith("-"));
  const word = rest[index];
  // Behind an option it may be that option's value: `python -m job`, `node -e text`.
  if (word === undefined || index > 0 || /[{}]/.test(word) || !/[./\\]/.test(word)) return null;
  return { word, index: index + 1 };
}

const shells = /^(?:bash|sh|zsh|dash|ksh)$/;

/** Whether a command runs a shell script, as far as its words tell. */
export function runsShellScript(command: Command): boolean {
  const [program = ""] = wordsOf(command);
  return shells.test(baseName(program)) || /\.(?:sh|bash|zsh|ksh)$/.test(program);
}

/** Whether a command is given the thresholds file. */
export function isGivenThresholds(command: Command, thresholds: string): boolean {
  if (command.kind === "shell")
    return command.line.includes("HEADGATE_THRESHOLDS") || command.line.includes(thresholds);
  return command.words.some((word) => word.includes("{thresholds}") || word === thresholds);
}

/** The last part of a path, whichever way its slashes lean. */
export function baseName(path: string): string {
  return path.slice(Math.max(path.lastIndexOf("/"), path.lastIndexOf("\\")) + 1);
}

/**
 * Where a part of a word stands, from an index of the word: exact where the word is written as it is, in quotes or not.
 * @returns null where it is written in another way, with escapes or over several lines
 */
export function rangeInWord(
  yaml: YamlPlaces,
  path: Path,
  word: string,
  from: number,
  length: number,
): SourceRange | null {
  const range = yaml.rangeOfValue(path);
  const written = range.line === range.endLine ? range.endColumn - range.column : -1;
  const quotes = written === word.length ? 0 : written === word.length + 2 ? 1 : -1;
  if (quotes < 0) return null;
  const column = range.column + quotes + from;
  return { line: range.line, column, endLine: range.line, endColumn: column + length };
}
