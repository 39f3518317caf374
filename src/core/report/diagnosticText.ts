import type { Diagnostic, Severity } from "../diagnostic";
import { countedText } from "./numbers";

/** `file:line:column: severity: message [code]`, a line each: problem matchers of editors and of CI read it. */
export function diagnosticText(diagnostics: readonly Diagnostic[], files: number): string {
  if (diagnostics.length === 0) return `No mistakes in ${countedText(files, "file")}.\n`;
  const lines = diagnostics.map(
    ({ file, line, column, severity, message, code }) =>
      `${file}:${line}:${column}: ${severity}: ${onOneLine(message)} [${code}]`,
  );
  return `${lines.join("\n")}\n`;
}

const githubCommands: Readonly<Record<Severity, string>> = {
  error: "error",
  warning: "warning",
  information: "notice",
  hint: "notice",
};

/** Workflow commands of GitHub Actions, which shows each at its line in a pull request. */
export function githubAnnotations(diagnostics: readonly Diagnostic[]): string {
  return diagnostics.map((diagnostic) => `${annotation(diagnostic)}\n`).join("");
}

function annotation({ file, line, column, endLine, endColumn, severity, code, message }: Diagnostic): string {
  // Columns are understood only where they are of one line.
  const columns: readonly (readonly [string, number])[] =
    line === endLine
      ? [
          ["col", column],
          ["endColumn", endColumn],
        ]
      : [];
  const properties = [["file", file], ["line", line], ["endLine", endLine], ...columns, ["title", code]] as const;
  const text = properties.map(([name, value]) => `${name}=${escapedProperty(String(value))}`).join(",");
  return `::${githubCommands[severity]} ${text}::${escapedData(message)}`;
}

function escapedData(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function escapedProperty(text: string): string {
  return escapedData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}

/** A message quotes what stands in a file, and that may hold line ends. */
function onOneLine(message: string): string {
  return message.replaceAll(/[\r\n\u0085\u2028\u2029]+/g, " ");
}
