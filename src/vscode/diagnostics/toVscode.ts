import * as vscode from "vscode";
import { documentationOf, type Diagnostic, type Severity } from "../../core/diagnostic";

const severities: Readonly<Record<Severity, vscode.DiagnosticSeverity>> = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  information: vscode.DiagnosticSeverity.Information,
  hint: vscode.DiagnosticSeverity.Hint,
};

/** A diagnostic as the editor has it: from lines and columns that count from 1 to ones that count from 0. */
export function toVscode({ line, column, endLine, endColumn, ...diagnostic }: Diagnostic): vscode.Diagnostic {
  const range = new vscode.Range(line - 1, column - 1, endLine - 1, endColumn - 1);
  const converted = new vscode.Diagnostic(range, messageOf(diagnostic), severities[diagnostic.severity]);
  converted.source = "Headgate";
  converted.code = {
    value: diagnostic.code,
    target: vscode.Uri.parse(documentationOf(diagnostic.code)),
  };
  return converted;
}

/** Fixes are phrases; until they are quick fixes, those that the message does not name already stand below it. */
function messageOf({ message, fixes }: Pick<Diagnostic, "message" | "fixes">): string {
  const untold = fixes.filter(({ title }) => !message.includes(title.replace(/^Use /, "")));
  return [message, ...untold.map(({ title }) => `• ${title}`)].join("\n");
}
