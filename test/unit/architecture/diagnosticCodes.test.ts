import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as ts from "typescript";

const sources = readdirSync("src/core", { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".ts"))
  .map((name) => join("src/core", name));

/** Shapes of a diagnostic's code: `code: "…"`, and the argument behind the severity of `diagnosticAt` and the like. */
const severities = ["error", "warning", "information", "hint"];

function codesIn(file: string): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isPropertyAssignment(node) && node.name.getText() === "code") found.push(...codesOf(node.initializer));
    if (ts.isCallExpression(node)) {
      const name = node.expression.getText();
      const severity = node.arguments.findIndex((one) => ts.isStringLiteral(one) && severities.includes(one.text));
      const place =
        { mistake: 2, refuse: 0 }[name] ?? (name === "diagnosticAt" ? 3 : severity >= 0 ? severity + 1 : -1);
      const code = node.arguments[place];
      if (code) found.push(...codesOf(code));
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.ES2022, true));
  return found;
}

const isCode = (text: string): boolean => /^[a-z]+(?:-[a-z]+)*$/.test(text);

/** Literal codes; of a template, those of the kinds of names that can be unknown. */
function codesOf(node: ts.Expression): string[] {
  if (ts.isStringLiteral(node)) return isCode(node.text) ? [node.text] : [];
  if (ts.isConditionalExpression(node)) return [...codesOf(node.whenTrue), ...codesOf(node.whenFalse)];
  if (ts.isTemplateExpression(node) && node.head.text === "unknown-")
    return ["connection", "backfill", "validator", "gate"].map((kind) => `unknown-${kind}`);
  return [];
}

/** Codes of zod's own issues and of failures, which are no diagnostics. */
const others = ["custom", "invalid-configuration"];

describe("codes of diagnostics", () => {
  it("are the headings of docs/diagnostics.md, each once", () => {
    const used = [...new Set(sources.flatMap(codesIn))].filter((code) => !others.includes(code)).sort();
    const headings = [...readFileSync("docs/diagnostics.md", "utf8").matchAll(/^### (\S+)$/gm)].map(
      ([, code = ""]) => code,
    );
    assert.deepEqual(headings.toSorted(), used);
  });
});
