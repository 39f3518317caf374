import { execFile, execFileSync } from "node:child_process";

/** A program that is asked something, with fixed words: what it is asked about stands in its arguments or its environment. */
export type Question = {
  readonly program: string;
  readonly words: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
};

/** Command lines may be long, and there may be many. */
const maxBuffer = 1 << 26;
/** A program that hangs must not be waited for at every look. */
const timeout = 30_000;

/** What it printed; empty when it could not be asked or had nothing to tell: such programs then end with exit code 1. */
export function answerNow({ program, words, env }: Question): string {
  try {
    const stdio: ["ignore", "pipe", "ignore"] = ["ignore", "pipe", "ignore"];
    return execFileSync(program, words, { encoding: "utf8", env: environment(env), stdio, maxBuffer, timeout });
  } catch (error) {
    return printedBefore(error);
  }
}

/** As `answerNow`, without keeping anybody waiting. */
export function answer({ program, words, env }: Question): Promise<string> {
  return new Promise((resolve) => {
    const options = { encoding: "utf8", env: environment(env), maxBuffer, timeout, windowsHide: true } as const;
    execFile(program, words, options, (_, stdout) => resolve(stdout));
  });
}

function environment(env: Question["env"]): NodeJS.ProcessEnv {
  // Without these the time of start would be written in the person's language and zone.
  return { ...process.env, LC_ALL: "C", TZ: "UTC", ...env };
}

/** `lsof` ends with exit code 1 as soon as one of the processes it was asked about is gone, and has told of the others. */
function printedBefore(error: unknown): string {
  const printed = error instanceof Error && "stdout" in error ? error.stdout : "";
  return typeof printed === "string" ? printed : "";
}
