import assert from "node:assert/strict";
import type { Row } from "../../../src/vscode/rows/row";
import { rowNodes } from "../../../src/vscode/rows/rowNodes";

function row(id: string, description: string, ...children: Row[]): Row {
  return { id, label: id, description, children };
}

describe("nodes of a tree view", () => {
  it("draws a changed row anew and leaves its neighbours alone", () => {
    const nodes = rowNodes();
    nodes.update([row("a", "1"), row("b", "1", row("c", "1"), row("d", "1"))]);
    const before = nodes.roots[1]?.children[1];
    assert.deepEqual(nodes.update([row("a", "1"), row("b", "1", row("c", "1"), row("d", "2"))]), [before]);
    assert.equal(before?.row.description, "2");
  });

  it("mentions a parent once when rows below it come or go", () => {
    const nodes = rowNodes();
    nodes.update([row("a", "1", row("c", "1"))]);
    assert.deepEqual(nodes.update([row("a", "1", row("c", "2"), row("d", "1"))]), [nodes.roots[0]]);
  });

  it("draws everything when the top level changes, and keeps the nodes that stay", () => {
    const nodes = rowNodes();
    nodes.update([row("a", "1"), row("b", "1")]);
    const [a, b] = nodes.roots;
    assert.equal(nodes.update([row("b", "1"), row("a", "1")]), "all");
    assert.deepEqual(nodes.roots, [b, a]);
  });

  it("draws nothing when nothing changed", () => {
    const nodes = rowNodes();
    nodes.update([row("a", "1", row("c", "1"))]);
    assert.deepEqual(nodes.update([row("a", "1", row("c", "1"))]), []);
  });
});
