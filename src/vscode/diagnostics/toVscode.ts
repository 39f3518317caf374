import * as vscode from "vscode";
import { documentationOf, type Diagnostic, type Severity } from "../../core/diagnostic";
import { rangeOf } from "../language/places";

const severities: Readonly<Record<Severity, vscode.DiagnosticSeverity>> = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  information: vscode.DiagnosticSeverity.Information,
  hint: vscode.DiagnosticSeverity.Hint,
};

/** A diagnostic as the editor has it. */
export function toVscode(diagnostic: Diagnostic): vscode.Diagnostic {
  const converted = new vscode.Diagnostic(rangeOf(diagnostic), diagnostic.message, severities[diagnostic.severity]);
  converted.source = "Headgate";
  converted.code = {
    value: diagnostic.code,
    target: vscode.Uri.parse(documentationOf(diagnostic.code)),
  };
  return converted;
}
