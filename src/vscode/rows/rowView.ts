import * as vscode from "vscode";
import { commands } from "../../contract/ids";
import { keyOf, rowNodes, type RowNode } from "./rowNodes";
import type { Row } from "./row";

export type RowView = vscode.Disposable & {
  readonly provider: vscode.TreeDataProvider<RowNode>;
  readonly tree: vscode.TreeView<RowNode>;
  show(rows: readonly Row[]): void;
};

/** A tree view over rows. */
export function rowView(viewId: string): RowView {
  const nodes = rowNodes();
  let isDrawn = false;
  let drawn = (): void => undefined;
  /** Until then the view shows that it is loading, and not the welcome text of an empty one. */
  const firstDrawn = new Promise<void>((resolve) => (drawn = resolve));
  const changes = new vscode.EventEmitter<RowNode[] | undefined>();
  const provider: vscode.TreeDataProvider<RowNode> = {
    onDidChangeTreeData: changes.event,
    async getChildren(node) {
      await firstDrawn;
      return [...(node ? node.children : nodes.roots)];
    },
    getParent: (node) => node.parent,
    getTreeItem: (node) => treeItem(node.row),
  };
  const tree = vscode.window.createTreeView(viewId, { treeDataProvider: provider, showCollapseAll: true });
  return {
    provider,
    tree,
    show(rows) {
      const changed = nodes.update(rows);
      const first = !isDrawn;
      isDrawn = true;
      drawn();
      // Whoever has asked for the first rows is given them now; there is nothing older to draw anew.
      if (first) return;
      if (changed === "all") changes.fire(undefined);
      else if (changed.length > 0) changes.fire([...changed]);
    },
    dispose() {
      tree.dispose();
      changes.dispose();
    },
  };
}

function treeItem(row: Row): vscode.TreeItem {
  const item = new vscode.TreeItem(row.label, collapsibleState(row));
  item.id = keyOf(row) ?? row.id;
  if (row.description !== undefined) item.description = row.description;
  if (row.context !== undefined) item.contextValue = row.context;
  if (row.icon)
    item.iconPath = new vscode.ThemeIcon(
      row.icon.codicon,
      row.icon.color === undefined ? undefined : new vscode.ThemeColor(row.icon.color),
    );
  if (row.tooltip !== undefined) item.tooltip = new vscode.MarkdownString(row.tooltip);
  if (row.location) item.command = { command: commands.openLocation, title: "Open", arguments: [row.location] };
  else if (row.opensLog === true)
    item.command = { command: commands.openLog, title: "Open Log", arguments: [row.subject] };
  item.accessibilityInformation = { label: row.spoken ?? [row.label, row.description].filter(Boolean).join(", ") };
  return item;
}

function collapsibleState(row: Row): vscode.TreeItemCollapsibleState {
  if (!row.children || row.children.length === 0) return vscode.TreeItemCollapsibleState.None;
  return row.expanded === true ? vscode.TreeItemCollapsibleState.Expanded : vscode.TreeItemCollapsibleState.Collapsed;
}
