import * as vscode from "vscode";
import type { SourceRange } from "../../core/diagnostic";
import type { Position } from "../../core/language/navigation/definition";

/** From lines and columns that count from 1 to ones that count from 0. */
export function rangeOf({ line, column, endLine, endColumn }: SourceRange): vscode.Range {
  return new vscode.Range(line - 1, column - 1, endLine - 1, endColumn - 1);
}

export function sourceRangeOf({ start, end }: vscode.Range): SourceRange {
  return { ...placeOf(start), endLine: end.line + 1, endColumn: end.character + 1 };
}

export function placeOf({ line, character }: vscode.Position): Position {
  return { line: line + 1, column: character + 1 };
}
