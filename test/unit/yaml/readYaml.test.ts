import assert from "node:assert/strict";
import { readYaml } from "../../../src/core/yaml/readYaml";

const twice = "This key stands here twice. Remove one of the two: which one counts is not clear.";

/** The mistakes of a text, each as `line:column-endLine:endColumn code message`. */
function mistakesIn(text: string): string[] {
  return readYaml("a.yaml", text).diagnostics.map(
    ({ line, column, endLine, endColumn, code, message }) =>
      `${line}:${column}-${endLine}:${endColumn} ${code} ${message}`,
  );
}

describe("reading YAML with positions", () => {
  it("tells the whole diagnostic of a duplicate key", () => {
    assert.deepEqual(readYaml("a.yaml", "a:\n  rows: 1\n  rows: 2\n").diagnostics, [
      {
        file: "a.yaml",
        line: 3,
        column: 3,
        endLine: 3,
        endColumn: 7,
        severity: "error",
        code: "duplicate-key",
        message: twice,
        fixes: [
          {
            title: "Remove this entry",
            edits: [{ line: 3, column: 1, endLine: 4, endColumn: 1, text: "" }],
          },
          {
            title: "Keep this entry and remove the other",
            edits: [{ line: 2, column: 1, endLine: 3, endColumn: 1, text: "" }],
          },
        ],
      },
    ]);
  });

  const cases: readonly [name: string, text: string, mistakes: readonly string[]][] = [
    ["an empty file", "", []],
    ["comments only", "# nothing\n# yet\n", []],
    ["a section that stands twice", "team:\n  a: 1\nteam:\n  b: 1\n", [`3:1-3:5 duplicate-key ${twice}`]],
    [
      "a number and a text that are the same key",
      '2024:\n  a: 1\n"2024":\n  b: 1\n',
      [`3:1-3:7 duplicate-key ${twice}`],
    ],
    ["a duplicate behind emoji and Windows line ends", "🏀: 1\r\n🏀: 2\r\n", [`2:1-2:3 duplicate-key ${twice}`]],
    ["a duplicate behind a byte order mark", "\ufeffa: 1\na: 2\n", [`2:1-2:2 duplicate-key ${twice}`]],
    ["a tab as indentation", "a:\n\tb: 1\n", ["2:1-2:2 yaml-syntax This line is indented with a tab. Use spaces."]],
    [
      "a name that has no colon yet, above another",
      "a:\n  half\n  b: 1\n",
      ["2:3-2:7 yaml-syntax This line has no colon. Write it as name: value."],
    ],
    [
      "two colons on a line",
      "a: b: 1\n",
      [
        "1:4-1:5 yaml-syntax This line has one colon too many. Put the text in quotes, or the second name on a line of its own.",
      ],
    ],
    [
      "a bracket that is not closed",
      "a: [1\n",
      ["2:1-2:1 yaml-syntax A list that begins with [ does not end. Add ] before this place."],
    ],
    [
      "two documents",
      "a: 1\n---\nb: 2\n",
      ["2:1-4:1 yaml-syntax A second document begins here, after ---. Keep one document in this file."],
    ],
    [
      "an alias without its anchor",
      "a: *nowhere\n",
      ["1:4-1:12 yaml-syntax There is no anchor &nowhere before this alias. Add it, or write the value."],
    ],
    [
      "an alias inside its own anchor",
      "a: &self\n  b: *self\n",
      ["2:6-2:11 yaml-syntax This alias stands inside its own anchor &self. Write the value."],
    ],
    [
      "aliases that multiply",
      `a: &a [${"1,".repeat(9)}1]\nb: &b [${"*a,".repeat(9)}*a]\nc: &c [${"*b,".repeat(9)}*b]\nd: [${"*c,".repeat(9)}*c]\n`,
      ["2:8-2:10 yaml-syntax Aliases repeat too much of this file. Write the values."],
    ],
  ];
  for (const [name, text, mistakes] of cases)
    it(`${name}: ${mistakes.length} mistakes`, () => assert.deepEqual(mistakesIn(text), mistakes));

  it("keeps a scalar as it was written, also behind an alias", () => {
    const yaml = readYaml("a.yaml", "a: &bound 99.0 # per cent\nb: *bound\n");
    assert.deepEqual([yaml.sourceOf(["a"]), yaml.sourceOf(["b"])], ["99.0", "99.0"]);
    assert.deepEqual(yaml.rangeOfValue(["b"]), { line: 2, column: 4, endLine: 2, endColumn: 10 });
  });

  it("finds keys that are numbers, truths or nothing", () => {
    const yaml = readYaml("a.yaml", "2024:\n  true: 5\n~: 6\n");
    assert.deepEqual(yaml.value, { 2024: { true: 5 }, "": 6 });
    assert.equal(yaml.sourceOf(["2024", "true"]), "5");
    assert.deepEqual(yaml.rangeOfKey([""]), { line: 3, column: 1, endLine: 3, endColumn: 2 });
  });

  it("marks the key where a value is empty, and the parent where a key is missing", () => {
    const yaml = readYaml("a.yaml", "a:\n  rows:\nlist: [x, yy]\n");
    const ofRows = { line: 2, column: 3, endLine: 2, endColumn: 7 };
    assert.deepEqual(yaml.rangeOfValue(["a", "rows"]), ofRows);
    assert.deepEqual(yaml.rangeOfKey(["a", "rows", "where"]), ofRows);
    assert.deepEqual(yaml.rangeOfValue(["list", 1]), { line: 3, column: 11, endLine: 3, endColumn: 13 });
    assert.deepEqual(yaml.rangeOfKey(["nothing"]), { line: 1, column: 1, endLine: 1, endColumn: 1 });
  });
});
