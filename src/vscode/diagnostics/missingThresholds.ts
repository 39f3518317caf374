import type { Diagnostic } from "../../core/diagnostic";

const line = /^thresholds:[ \t]*/m;

/** What a `headgate.yaml` is told when the thresholds file it names cannot be read; it stands at the name. */
export function missingThresholds(file: string, text: string, named: string): Diagnostic {
  const found = line.exec(text);
  const before = text.slice(0, (found?.index ?? 0) + (found?.[0].length ?? 0)).split("\n");
  const column = (before.at(-1)?.length ?? 0) + 1;
  const shown = text.split("\n")[before.length - 1]?.slice(column - 1, column - 1 + named.length) ?? "";
  // In quotes or by an alias it reads otherwise: then only where it begins is sure.
  const length = shown === named ? named.length : 1;
  return {
    file,
    line: before.length,
    column,
    endLine: before.length,
    endColumn: column + length,
    severity: "error",
    code: "missing-file",
    message: `The thresholds file ${named} cannot be read. Write it, or correct its name.`,
    fixes: [],
  };
}
