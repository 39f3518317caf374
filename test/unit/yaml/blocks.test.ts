import assert from "node:assert/strict";
import { blocksOf, entriesOf } from "../../../src/core/yaml/blocks";

/** Where blocks begin (lines count from 1), each with its first line. */
function starts(text: string): string[] {
  return blocksOf(text).map((block) => `${block.linesAbove + 1} ${block.text.split("\n")[0] ?? ""}`);
}

describe("a file split into blocks", () => {
  const split: readonly [name: string, text: string, blocks: readonly string[]][] = [
    ["at the keys of the top mapping", "a:\n  x: 1\nb:\n  y: 2\n", ["1 a:", "3 b:"]],
    ["comments before the first key go with it", "# why\n---\na: 1\nb: 2", ["1 # why", "4 b: 2"]],
    ["quoted keys", "\"a: b\": 1\n'it''s': 2\n", ['1 "a: b": 1', "2 'it''s': 2"]],
    ["list items and closing brackets in the first column stay", "a:\n- 1\n- x: 2\nb: [\n  1\n]\n", ["1 a:", "4 b: ["]],
    ["Windows line ends", "a: 1\r\nb: 2\r\n", ["1 a: 1\r", "2 b: 2\r"]],
    ["a mark of byte order", "\ufeffa: 1\nb: 2", ["1 \ufeffa: 1", "2 b: 2"]],
    ["a line that is no key spoils no other", "a: 1\nhttp://x\nb: 2", ["1 a: 1", "2 http://x", "3 b: 2"]],
    ["a product and a remark are no aliases", "a:\n  where: x *y # *sic*\n# *note*\nb: 1", ["1 a:", "4 b: 1"]],
    ["anchors and aliases hold across keys", "a: &x 1\nb: *x\n", ["1 a: &x 1"]],
    ["an alias in a list", "a: [x, *y]\nb: 1", ["1 a: [x, *y]"]],
    ["a merge key", "a:\n  <<: *y\nb: 1", ["1 a:"]],
    ["a second document", "a: 1\n---\nb: 2\n", ["1 a: 1"]],
    ["one flow mapping", "{a: 1,\nb: 2}", ["1 {a: 1,"]],
    ["no key at all", "just words\nb: 1", ["1 just words"]],
  ];
  for (const [name, text, blocks] of split) it(name, () => assert.deepEqual(starts(text), blocks));

  it("loses no character", () => {
    const text = "# c\na:\n  x: 1\n\n# d\nb: 2\r\n\nc:\n";
    assert.equal(
      blocksOf(text)
        .map((block) => block.text)
        .join("\n"),
      text,
    );
  });
});

describe("a block split into its entries", () => {
  it("keeps each entry below the header, and knows its lines", () => {
    const entries = entriesOf("t: # table\n  a: [1\n\n  # why\n  'b c': 2\n") ?? [];
    assert.deepEqual(
      entries.map(({ key, text, lineInBlock }) => [key, text, [1, 2].map(lineInBlock)]),
      [
        ["a", "t: # table\n  a: [1\n\n  # why", [1, 2]],
        ["b c", "t: # table\n  'b c': 2", [1, 5]],
      ],
    );
  });
  it("gives a name that has no colon yet an entry of its own", () => {
    assert.deepEqual(
      (entriesOf("t:\n  a: 1 # why\n  half\n  b: 2\n") ?? []).map(({ key, text, isHalfTyped }) => [
        key,
        text,
        isHalfTyped,
      ]),
      [
        ["a", "t:\n  a: 1 # why", false],
        ["half", "t:\n  half", true],
        ["b", "t:\n  b: 2", false],
      ],
    );
  });
  it("is not tried where nothing tells entries apart", () => {
    assert.equal(entriesOf("t: { a: 1 }\n"), null);
    assert.equal(entriesOf("t:\n  - a\n  - b\n"), null);
  });
});
