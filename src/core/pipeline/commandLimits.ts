import type { CommandLine } from "./commandLine";

/** How long a command may become on an operating system. */
export type CommandLimit = {
  /** Bytes on systems that count these; characters of the one line that Windows makes of the arguments. */
  readonly unit: "bytes" | "characters";
  /** Of one argument or variable, with its end; null where there is no limit of its own. */
  readonly argument: number | null;
  /** Of all arguments, and in bytes of the environment as well. */
  readonly total: number;
};

/** Each argument and variable is kept with a pointer to it. */
const pointerBytes = 8;

/**
 * Linux takes 128 KiB an argument (`MAX_ARG_STRLEN`, 32 pages) and a quarter of the stack's limit together, which is 2 MiB by
 * default; macOS 1 MiB together (`ARG_MAX`); Windows 32,767 characters (`CreateProcess`). A good part of the whole is left free:
 * limits may have been lowered.
 */
export function commandLimit(platform: string): CommandLimit {
  if (platform === "win32") return { unit: "characters", argument: null, total: 32_000 };
  if (platform === "darwin") return { unit: "bytes", argument: null, total: 900_000 };
  return { unit: "bytes", argument: 131_072, total: 1_500_000 };
}

/**
 * Whether a command can be started.
 * @param inherited the environment that it gets besides its own
 */
export function fits(
  { argv, env }: CommandLine,
  inherited: Readonly<Record<string, string | undefined>>,
  { unit, argument, total }: CommandLimit,
): boolean {
  if (unit === "characters") return argv.reduce((sum, word) => sum + quotedLength(word) + 1, 0) <= total;
  const variables = Object.entries({ ...inherited, ...env }).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}=${value}`],
  );
  const sizes = [...argv, ...variables].map((text) => Buffer.byteLength(text) + 1);
  const isTooLong = argument !== null && sizes.some((size) => size > argument);
  return !isTooLong && sizes.reduce((sum, size) => sum + size + pointerBytes, 0) <= total;
}

/** At most, between quotes and with every quote and backslash escaped. */
function quotedLength(word: string): number {
  return word.length + 2 + (word.match(/["\\]/g)?.length ?? 0);
}
