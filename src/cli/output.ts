import type { Problem } from "../core/result";

/** How a command answers: text or JSON on standard output, progress and remarks on standard error. */
export type Output = {
  readonly json: boolean;
  readonly color: boolean;
  /** The one JSON object of a command. */
  readonly printJson: (value: unknown) => void;
  readonly print: (text: string) => void;
  /** Progress and remarks; silent with --quiet. */
  readonly note: (text: string) => void;
};

/** 0 pass, warn or GO · 1 fail or NO-GO · 2 could not decide. */
export type ExitCode = 0 | 1 | 2;

export function outputTo(
  streams: { stdout: NodeJS.WritableStream & { isTTY?: boolean }; stderr: NodeJS.WritableStream },
  options: GlobalOptions,
): Output {
  return {
    json: options.json === true,
    color: options.color !== false && streams.stdout.isTTY === true && process.env["NO_COLOR"] === undefined,
    printJson: (value) => streams.stdout.write(`${JSON.stringify(value, null, 2)}\n`),
    print: (text) => streams.stdout.write(text.endsWith("\n") ? text : `${text}\n`),
    note: (text) => {
      if (options.quiet !== true) streams.stderr.write(`${text}\n`);
    },
  };
}

/** The options that every command takes. */
export type GlobalOptions = {
  readonly config?: string;
  readonly json?: boolean;
  readonly color?: boolean;
  readonly quiet?: boolean;
};

/** The one place where a failure becomes words (or its JSON) and exit code 2. */
export function presentProblem(
  problem: Problem,
  output: Output,
  stderr: NodeJS.WritableStream = process.stderr,
): ExitCode {
  if (output.json) output.printJson({ schemaVersion: 1, error: { code: problem.code, message: problem.message } });
  else stderr.write(`headgate: ${problem.message}\n`);
  return 2;
}
