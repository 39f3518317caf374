import * as vscode from "vscode";
import type { MarkKind } from "../../core/backfills/logMarks";

type Style = { readonly colour: string; readonly sign: string };

/** A colour of the theme for each kind, and a sign, so that colour is never alone. */
const styles: Readonly<Record<MarkKind, Style>> = {
  start: { colour: "charts.purple", sign: "▶" },
  progress: { colour: "charts.blue", sign: "◐" },
  succeeded: { colour: "charts.green", sign: "✓" },
  failed: { colour: "charts.red", sign: "✕" },
  skipped: { colour: "charts.orange", sign: "↷" },
  summary: { colour: "charts.purple", sign: "■" },
  missed: { colour: "charts.yellow", sign: "?" },
};

export const markKinds = Object.keys(styles) as MarkKind[];

/** How a marked line looks: a bar and a sign before it, and a stroke in the overview ruler. */
export function decorationOf(kind: MarkKind): vscode.TextEditorDecorationType {
  const { colour, sign } = styles[kind];
  const themed = new vscode.ThemeColor(colour);
  return vscode.window.createTextEditorDecorationType({
    isWholeLine: true,
    borderStyle: "solid",
    borderWidth: "0 0 0 3px",
    borderColor: themed,
    before: { contentText: sign, color: themed, width: "1.6em", margin: "0 0 0 0.5em" },
    overviewRulerColor: themed,
    overviewRulerLane: vscode.OverviewRulerLane.Right,
    rangeBehavior: vscode.DecorationRangeBehavior.ClosedClosed,
  });
}
