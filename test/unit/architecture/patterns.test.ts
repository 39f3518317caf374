import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";

type Found = { readonly place: string; readonly pattern: RegExp };

/** The regular expressions of a source as written in it, and what is made into one while it runs. */
function patternsIn(file: string, source: string): { written: Found[]; made: string[] } {
  const written: Found[] = [];
  const made: string[] = [];
  const parsed = ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true);
  const visit = (node: ts.Node): void => {
    const place = `${file}:${parsed.getLineAndCharacterOfPosition(node.getStart()).line + 1}`;
    if (ts.isRegularExpressionLiteral(node)) {
      const end = node.text.lastIndexOf("/");
      written.push({ place, pattern: new RegExp(node.text.slice(1, end), node.text.slice(end + 1)) });
    }
    if (ts.isNewExpression(node) || ts.isCallExpression(node)) {
      const [argument] = node.arguments ?? [];
      const called = node.expression;
      const isConstant =
        argument === undefined || ts.isStringLiteral(argument) || ts.isRegularExpressionLiteral(argument);
      // These three make a regular expression of a text; a name in capitals or not, it must be a pattern of this file.
      const compiles =
        ts.isPropertyAccessExpression(called) && ["match", "matchAll", "search"].includes(called.name.text);
      const isPattern =
        isConstant || (ts.isIdentifier(argument) && written.some((one) => one.place.startsWith(`${file}:`)));
      if (ts.isIdentifier(called) && called.text === "RegExp" && !isConstant) made.push(place);
      else if (compiles && !isPattern) made.push(place);
    }
    ts.forEachChild(node, visit);
  };
  visit(parsed);
  return { written, made };
}

const files = readdirSync("src", { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".ts"))
  .map((file) => join("src", file));
const all = files.map((file) => patternsIn(file, readFileSync(file, "utf8")));

describe("regular expressions", () => {
  it("are written down, never made of what somebody typed: that is for re2js, whose time is linear", () => {
    assert.deepEqual(
      all.flatMap(({ made }) => made),
      [],
    );
    const wrong = 'new RegExp(text); RegExp(`a${b}`); "a".match(text); "a".search(other); new RegExp("constant");';
    assert.deepEqual(patternsIn("x.ts", wrong).made, ["x.ts:1", "x.ts:1", "x.ts:1", "x.ts:1"]);
  });

  it("take no more than linear time, whatever they are put to", () => {
    const written = all.flatMap((one) => one.written);
    assert.ok(written.length > 80);
    assert.deepEqual(written.flatMap(slowOn), []);
  });

  const slow: readonly RegExp[] = [/.+\..+/, /0+$/, /\s+$/, /(a+)+b/, /^(\w|_)*$/];
  for (const pattern of slow)
    it(`would be caught: ${String(pattern)}`, () => {
      assert.ok(slowOn({ place: "x.ts:1", pattern }).length > 0);
    });
});

const pieces = [...Array.from("a0 _.-/:'\"{(),=*"), "\t", "\n", "é", "🏀", "a ", "0.", ") "];
const frames: readonly [before: string, after: string][] = [
  ["", ""],
  ["", "!"],
  ["a", "\u0000"],
  ["a(", "x"],
  ["0.", "x"],
  ["{a:", "x"],
];

/** Every piece in every frame, so and so long. */
function textsOf(length: number): string[] {
  return pieces.flatMap((piece) =>
    frames.map(([before, after]) => before + piece.repeat(Math.ceil(length / piece.length)) + after),
  );
}

// What grows with the power of two or worse would not come back from a long text: a short one tells.
const [tiny, small, short, long, longest] = [14, 22, 250, 2_000, 16_000].map(textsOf) as [
  string[],
  string[],
  string[],
  string[],
  string[],
];

/** The first text on which eight times the length takes far more than eight times as long, each time that it is tried. */
function slowOn({ place, pattern }: Found): string[] {
  for (const [index, text] of tiny.entries()) {
    // Two dozen characters take half a millisecond only where the time doubles with each.
    const explodes = Array.from({ length: 5 }).every(() => took(pattern, small[index] ?? "") > 0.5);
    const grows = (): boolean =>
      isSlower(pattern, short[index] ?? "", long[index] ?? "") &&
      isSlower(pattern, long[index] ?? "", longest[index] ?? "");
    if (explodes || grows()) return [`${place} ${String(pattern)} on ${JSON.stringify(text)}`];
  }
  return [];
}

function isSlower(pattern: RegExp, shorter: string, longer: string): boolean {
  // Below half a millisecond the clock is too coarse to tell anything.
  if (took(pattern, longer) < 0.5) return false;
  return Array.from({ length: 5 }).every(() => took(pattern, longer) > 24 * Math.max(took(pattern, shorter), 0.01));
}

function took(pattern: RegExp, text: string): number {
  const began = performance.now();
  text.replace(pattern, "");
  return performance.now() - began;
}
