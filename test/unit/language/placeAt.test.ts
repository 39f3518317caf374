import assert from "node:assert/strict";
import { placeAt, type Place } from "../../../src/core/language/place/placeAt";

/** The place at the `‸` of a text, in one line; null where there is none. */
function placeIn(marked: string): string | null {
  const place = found(marked);
  if (!place) return null;
  const { path, role, text, before, range, beside } = place;
  const flags = [
    place.style === "plain" ? "" : place.style,
    place.inFlow ? "flow" : "",
    place.hasColon ? "colon" : "",
    place.needsBlank ? "blank" : "",
  ];
  const where = `${range.line}:${range.column}-${range.endLine}:${range.endColumn}`;
  const written = `"${before}‸${text.slice(before.length)}"`;
  return [role, path.join("/"), written, where, ...flags, beside.length > 0 ? `beside ${beside.join(",")}` : ""]
    .filter((part) => part !== "")
    .join(" ");
}

function found(marked: string): Place | null {
  const at = marked.indexOf("‸");
  const before = marked.slice(0, at).split("\n");
  return placeAt(marked.replace("‸", ""), before.length, (before.at(-1) ?? "").length + 1);
}

describe("where the cursor is", () => {
  const cases: readonly [string, string, string | null][] = [
    ["a section on an empty line", "a:\n  x: 1\n‸\nb:\n", 'key "‸" 3:1-3:1'],
    ["a section half typed", "a:\n  x: 1\nai‸\n", 'key ai "ai‸" 3:1-3:3'],
    ["an empty file", "‸", 'key "‸" 1:1-1:1'],
    ["a key on an empty line", "a:\n  x: 1\n  ‸\n  y: 2\n", 'key a/ "‸" 3:3-3:3 beside x,y'],
    ["the first key of a section", "a:\n  ‸\nb:\n  y: 2\n", 'key a/ "‸" 2:3-2:3'],
    ["a key half typed", "a:\n  x: 1\n  hu‸\n  y: 2\n", 'key a/hu "hu‸" 3:3-3:5 beside x,y'],
    ["a key half typed, with a comment behind", "a:\n  hu‸ # share\n", 'key a/hu "hu‸" 2:3-2:5'],
    ["the middle of a key", "a:\n  hub_‸pct: 95\n", 'key a/hub_pct "hub_‸pct" 2:3-2:10 colon'],
    ["a value", "a:\n  hub_pct: 9‸5.0 # per cent\n", 'value a/hub_pct "9‸5.0" 2:12-2:16'],
    ["a value still to be written", "a:\n  hub_pct: ‸\n  y: 2\n", 'value a/hub_pct "‸" 2:12-2:12'],
    ["right behind a colon", "a:\n  hub_pct:‸\n  y: 2\n", 'value a/hub_pct "‸" 2:11-2:11 blank'],
    ["a key in a block map", "a:\n  p:\n    fail: 1\n    wa‸\n  y: 2\n", 'key a/p/wa "wa‸" 4:5-4:7 beside fail'],
    ["the first key in a block map", "a:\n  p:\n    ‸\n  y: 2\n", 'key a/p/ "‸" 3:5-3:5'],
    ["a key in braces", "a:\n  p: { fail: 1, ‸ }\n", 'key a/p/ "‸" 2:17-2:17 flow beside fail'],
    ["a key in empty braces", "a:\n  p: {‸}\n", 'key a/p/ "‸" 2:7-2:7 flow'],
    [
      "a key in braces that are not closed",
      "a:\n  p: { fail: 1, wa‸\n  y: 2\n",
      'key a/p/wa "wa‸" 2:17-2:19 flow beside fail',
    ],
    [
      "a key in braces over several lines",
      "a:\n  p: {\n    fail: 1,\n    wa‸\n  }\n",
      'key a/p/wa "wa‸" 4:5-4:7 flow beside fail',
    ],
    ["a value in braces", "a:\n  p: { fail: ‸ }\n", 'value a/p/fail "‸" 2:14-2:14 flow'],
    [
      "an entry of a list of maps",
      "a:\n  p:\n    - { until: 2024-04-30, ‸ }\n",
      'key a/p/0/ "‸" 3:28-3:28 flow beside until',
    ],
    ["a key behind a dash", "a:\n  p:\n    - fail: 80\n      ‸\n", 'key a/p/0/ "‸" 4:7-4:7 beside fail'],
    ["an item in brackets", "t:\n  key: [date, ‸]\n", 'value t/key/1 "‸" 2:15-2:15 flow beside date'],
    ["the first item in brackets", "t:\n  key: [‸]\n", 'value t/key/0 "‸" 2:9-2:9 flow'],
    [
      "an item half typed in brackets",
      "t:\n  key: [\n    date,\n    air‸\n  ]\n",
      'value t/key/1 "air‸" 4:5-4:8 flow beside date',
    ],
    ["an item behind a dash", "t:\n  key:\n    - date\n    - ‸\n", 'value t/key/1 "‸" 4:7-4:7 beside date'],
    ["right behind a dash", "t:\n  key:\n    - date\n    -‸\n", 'value t/key/1 "‸" 4:6-4:6 blank beside date'],
    [
      "a word in quotes",
      'b:\n  j:\n    command: [node, "{sta‸}"]\n',
      'value b/j/command/1 ""{sta‸}"" 3:21-3:28 quoted flow beside node',
    ],
    ["empty braces in quotes", 'b:\n  j:\n    command: ["{‸}"]\n', 'value b/j/command/0 ""{‸}"" 3:15-3:19 quoted flow'],
    [
      "a line of a block scalar",
      "a:\n  where: |\n    x > 1 and y‸\n  z: 1\n",
      'value a/where "x > 1 and y‸" 3:5-3:16 block',
    ],
    ["words of SQL", "a:\n  where: points IS ‸\n", 'value a/where "points IS ‸" 2:10-2:20'],
    ["a comment", "a:\n  x: 1 # say‸\n", null],
    ["a line of comment", "a:\n  # say ‸\n  x: 1\n", null],
    ["no comment in quotes", "a:\n  where: \"x = '# ‸'\"\n", 'value a/where ""x = \'# ‸\'"" 2:10-2:20 quoted'],
    ["no comment in a block scalar", "a:\n  sql: |\n    x # y‸\n", 'value a/sql "x # y‸" 3:5-3:10 block'],
    [
      "below a quote that is not closed",
      'a:\n  where: "x\n  y: 1\n  hu‸\nb:\n',
      'key a/hu "hu‸" 4:3-4:5 beside where,y',
    ],
    ["a value below a quote that is not closed", 'a:\n  where: "x\n  y: 4‸2\nb:\n', 'value a/y "4‸2" 3:6-3:8'],
    ["lines that end as on Windows", "a:\r\n  x: 1\r\n  hu‸\r\n  y: 2\r\n", 'key a/hu "hu‸" 3:3-3:5 beside x,y'],
    ["a document with a mark", "---\na:\n  ‸\n", 'key a/ "‸" 3:3-3:3'],
    ["one flow mapping as the whole file", "{ a: { x: 1, ‸ } }", 'key a/ "‸" 1:14-1:14 flow beside x'],
  ];
  for (const [name, text, expected] of cases)
    it(name, () => {
      assert.equal(placeIn(text), expected);
    });

  it("tells of what stands around it, also where the block does not parse", () => {
    for (const broken of ["", '    note: "never closed\n']) {
      const place = found(`gates:\n  ready:\n    of: days\n${broken}    co‸\n`);
      assert.equal(place?.sourceAt(["gates", "ready", "of"]), "days");
      assert.deepEqual(place.keysAt(["gates"]), ["ready"]);
    }
  });

  it("is told of the block alone: what stands far above and below is not read", () => {
    const far = `other: [\n${"  x,\n".repeat(3)}`;
    assert.equal(placeIn(`${far}a:\n  ‸\nb: {{{{\n`), 'key a/ "‸" 6:3-6:3');
  });

  it("never fails, wherever the cursor is", () => {
    const texts = [
      "a: [[[{{{\n- : ? |\n\t&x *y",
      "? a\n: b\n- c",
      "'\n\"\n# x\n",
      "a:\n  <<: *b\n  c: !!str\n",
      "[".repeat(20_000),
    ];
    for (const text of texts)
      for (const [index, line] of text.split("\n").entries())
        for (let column = 0; column <= Math.min(line.length, 30) + 2; column++) placeAt(text, index + 1, column);
    placeAt("a: 1", 99, 99);
  });
});
