import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";

/** Where a source makes a regular expression of a text while it runs. Those that are written down, the linter looks at. */
function patternsMadeIn(file: string, source: string): string[] {
  const made: string[] = [];
  let hasOwn = false;
  const parsed = ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true);
  const visit = (node: ts.Node): void => {
    const place = `${file}:${parsed.getLineAndCharacterOfPosition(node.getStart()).line + 1}`;
    if (ts.isRegularExpressionLiteral(node)) hasOwn = true;
    if (ts.isNewExpression(node) || ts.isCallExpression(node)) {
      const [argument] = node.arguments ?? [];
      const called = node.expression;
      const isConstant =
        argument === undefined || ts.isStringLiteral(argument) || ts.isRegularExpressionLiteral(argument);
      // These three make a regular expression of a text; a name in capitals or not, it must be a pattern of this file.
      const compiles =
        ts.isPropertyAccessExpression(called) && ["match", "matchAll", "search"].includes(called.name.text);
      const isPattern =
        isConstant || (ts.isIdentifier(argument) && (hasOwn || source.includes(`${argument.text}: RegExp`)));
      if (ts.isIdentifier(called) && called.text === "RegExp" && !isConstant) made.push(place);
      else if (compiles && !isPattern) made.push(place);
    }
    ts.forEachChild(node, visit);
  };
  visit(parsed);
  return made;
}

const files = readdirSync("src", { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".ts"))
  .map((file) => join("src", file));

describe("regular expressions", () => {
  it("are written down, never made of what somebody typed: that is for re2js, whose time is linear", () => {
    assert.deepEqual(
      files.flatMap((file) => patternsMadeIn(file, readFileSync(file, "utf8"))),
      [],
    );
    const wrong = 'new RegExp(text); RegExp(`a${b}`); "a".match(text); "a".search(other); new RegExp("constant");';
    assert.deepEqual(patternsMadeIn("x.ts", wrong), ["x.ts:1", "x.ts:1", "x.ts:1", "x.ts:1"]);
  });
});
