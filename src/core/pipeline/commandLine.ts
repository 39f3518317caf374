import { failure, success, type Result } from "../result";
import type { Command } from "./pipeline";

/** What placeholders stand for, by what is written between the braces: `start`, `failed_dates`, `pid:team_offense`. */
export type PlaceholderValues = Readonly<Record<string, string>>;

export type CommandLine = {
  readonly argv: readonly string[];
  /** Placeholders of a shell command, which gets them in no other way. */
  readonly env: Readonly<Record<string, string>>;
  /** Its arguments are a line for the Windows shell, which reads quotes in a way of its own. */
  readonly verbatim?: true;
};

/** The person's own shell. */
export type Shell = { readonly program: string; readonly kind: "posix" | "windows" };

const placeholder = /\{([a-z_]+(?::[^{}]+)?)\}/g;
/** In the order in which they are documented. */
export const placeholders = ["start", "end", "failed_dates", "thresholds", "pid:NAME", "log:NAME"];

/**
 * The argument list of a command. What a placeholder stands for never becomes more than one argument, whatever it holds; a line
 * for the shell is passed on as written, and gets values as `HEADGATE_START`, `HEADGATE_PID_TEAM_OFFENSE` and so on.
 * @param missing why a value is not there, by placeholder
 * @returns `invalid-configuration` for a placeholder that is not known or has no value now
 */
export function commandLine(
  command: Command,
  values: PlaceholderValues,
  missing: Readonly<Record<string, string>>,
  shell: Shell,
): Result<CommandLine> {
  if (command.kind === "shell") {
    const env = Object.fromEntries(Object.entries(values).map(([name, value]) => [variableName(name), value]));
    if (shell.kind === "posix") return success({ argv: [shell.program, "-c", command.line], env });
    // /d: no commands of the registry first. /s: only the outermost quotes are taken away.
    return success({ argv: [shell.program, "/d", "/s", "/c", `"${command.line}"`], env, verbatim: true });
  }
  const absent = usedPlaceholders(command).find((name) => values[name] === undefined);
  if (absent !== undefined) return failure("invalid-configuration", absentMessage(absent, missing));
  const fill = (word: string): string => word.replace(placeholder, (_, name: string) => values[name] ?? "");
  return success({ argv: command.words.map(fill), env: {} });
}

/** The placeholders that a command uses, each once. */
export function usedPlaceholders(command: Command): string[] {
  if (command.kind === "shell") return [];
  return [...new Set(command.words.flatMap((word) => [...word.matchAll(placeholder)].map((match) => match[1] ?? "")))];
}

/** Whether a command can be told which dates to fill. */
export function takes(command: Command, name: string): boolean {
  return command.kind === "shell"
    ? command.line.includes(variableName(name))
    : usedPlaceholders(command).includes(name);
}

function absentMessage(name: string, missing: Readonly<Record<string, string>>): string {
  const reason = missing[name];
  if (reason !== undefined) return `{${name}} in the command has no value: ${reason}`;
  return `{${name}} in the command is not known; there is ${placeholders.map((one) => `{${one}}`).join(", ")}.`;
}

/** The environment variable that a line for the shell gets a placeholder in. */
export function variableName(name: string): string {
  return `HEADGATE_${name.toUpperCase().replace(/[^A-Z0-9]+/g, "_")}`;
}
