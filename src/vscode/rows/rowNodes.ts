import type { Row } from "./row";

/** A row with a place in the tree. The object stays the same for as long as its id is there. */
export type RowNode = { row: Row; readonly parent: RowNode | null; children: RowNode[] };

export type RowNodes = {
  readonly roots: readonly RowNode[];
  /**
   * Takes the rows as they are now.
   * @returns the nodes to draw anew, none twice; "all" when the top level itself changed (rows came, went or moved)
   */
  update(rows: readonly Row[]): readonly RowNode[] | "all";
};

/** Keeps nodes across updates, so that a view redraws what changed and nothing else. */
export function rowNodes(): RowNodes {
  let roots: RowNode[] = [];
  return {
    get roots() {
      return roots;
    },
    update(rows) {
      const changed: RowNode[] = [];
      const kept = sameOrder(roots, rows);
      roots = reconcile(null, roots, rows, changed);
      return kept ? changed : "all";
    },
  };
}

function reconcile(parent: RowNode | null, before: readonly RowNode[], rows: readonly Row[], changed: RowNode[]) {
  const known = new Map(before.map((node) => [keyOf(node.row), node]));
  return rows.map((row) => {
    const node = known.get(keyOf(row));
    if (!node) return newNode(row, parent);
    const rowsBelow = row.children ?? [];
    // A node that is drawn anew is drawn with everything below it: then its descendants need no mention of their own.
    const redraw = faceOf(node.row) !== faceOf(row) || !sameOrder(node.children, rowsBelow);
    if (redraw) changed.push(node);
    node.row = row;
    node.children = reconcile(node, node.children, rowsBelow, redraw ? [] : changed);
    return node;
  });
}

function newNode(row: Row, parent: RowNode | null): RowNode {
  const node: RowNode = { row, parent, children: [] };
  node.children = (row.children ?? []).map((child) => newNode(child, node));
  return node;
}

/**
 * What the editor knows a row by. A row that gets its first children is another one to it: the editor would keep it
 * collapsed as it was, and its neighbours indented as beside a leaf.
 */
export function keyOf(row: Row | undefined): string | undefined {
  return row?.children && row.children.length > 0 ? `${row.id} and below` : row?.id;
}

function sameOrder(nodes: readonly RowNode[], rows: readonly Row[]): boolean {
  return nodes.length === rows.length && nodes.every((node, index) => keyOf(node.row) === keyOf(rows[index]));
}

/** What can be seen of a row itself. */
function faceOf(row: Row): string {
  return JSON.stringify({ ...row, children: null });
}
