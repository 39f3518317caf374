import { readFileSync } from "node:fs";
import { join } from "node:path";
import { seededRandom } from "../unit/seededRandom";

/** A text that somebody might have in an editor, or that nobody ever had; the same for the same seed and index. */
export type Input = { readonly kind: string; readonly text: string };

export type Inputs = (seed: number, index: number) => Input;

type Random = { upTo(limit: number): number; of<T>(choices: readonly T[]): T };

/** What breaks parsers: structure, quotes, anchors, other alphabets, names of JavaScript's own, ends of lines. */
const splinters = [
  ..."\t|\r\n|\r|\n\n|\ufeff|: |:|- |[|]|{|}|,|\"|'|`|&a |*a|<<: |<<: [*a, *a]|!!|!!binary |!!set |? |---\n|...\n|%YAML 1.1\n|# | #|\\".split(
    "|",
  ),
  ..."|\n;>-\n;🏀;\u0000;\u0085;\u2028;\u202e;\ud800;\udc00;é;e\u0301;__proto__: 1\n;__proto__;constructor: {}\n;toString;hasOwnProperty".split(
    ";",
  ),
  ..."1e999|-.inf|.nan|0x1F|0o7|0.95|101|1_000|9999-12-31|0000-00-00|2024-02-30|~|null|true|{ fail: 1, warn: 2 }".split(
    "|",
  ),
  ..."where: a;b\n|sql: count(*)|metric: average(x)|- { until: 2024-04-30, fail: 80 }\n|columns: {x: distinct(y)}|  |    |      ".split(
    "|",
  ),
];

/** Inputs that begin with files as people write them, and with texts made for the worst. */
export function inputsFrom(root: string): Inputs {
  const files = [
    "test/fixtures/thresholds/backfill_thresholds.yaml",
    "examples/flights/config/backfill_thresholds.yaml",
    "examples/flights/headgate.yaml",
    "test/fuzz/everyForm.yaml",
    "test/fixtures/pipeline/headgate.yaml",
    "config/recipes/day-by-day.yaml",
  ].map((file) => readFileSync(join(root, file), "utf8"));
  return (seed, index) => {
    const next = seededRandom(Math.imul(seed, 0x9e3779b1) ^ Math.imul(index + 1, 0x85ebca6b));
    const random: Random = {
      upTo: (limit) => Math.floor(next() * limit),
      of: (choices) => choices[Math.floor(next() * choices.length)]!,
    };
    const chance = next();
    if (chance < 0.75) return { kind: "mutated", text: mutated(excerpt(random.of(files), random), random) };
    if (chance < 0.86) return { kind: "lines", text: lines(files, random) };
    if (chance < 0.95) return { kind: "characters", text: characters(1 + random.upTo(400), random) };
    if (chance < 0.98) return { kind: "bytes", text: bytes(1 + random.upTo(400), random) };
    if (chance < 0.992) return { kind: "aliases", text: aliases(random) };
    if (chance < 0.998) return { kind: "nested", text: nested(10 ** (1 + random.upTo(3)), random) };
    if (chance < 0.99995) return { kind: "long", text: long(2_000 + random.upTo(20_000), files, random) };
    return { kind: "huge", text: long(500_000 + random.upTo(3_500_000), files, random) };
  };
}

/** Mostly some lines of a file, since what is short is tried more often; now and then all of it. */
function excerpt(text: string, random: Random): string {
  if (random.upTo(12) === 0) return text;
  const rows = text.split("\n");
  const first = random.upTo(rows.length);
  const [header = ""] = rows
    .slice(0, first)
    .reverse()
    .filter((row) => /^\S/.test(row));
  return [header, ...rows.slice(first, first + 2 + random.upTo(10))].join("\n");
}

/** One to four random wounds: a splinter put in, a piece cut out, doubled or moved, the rest cut off, line ends changed. */
function mutated(text: string, random: Random): string {
  let result = text;
  for (let wounds = 1 + random.upTo(4); wounds > 0; wounds--) {
    const at = random.upTo(result.length);
    const piece = result.slice(at, at + random.upTo(40));
    const without = result.slice(0, at) + result.slice(at + piece.length);
    const elsewhere = random.upTo(without.length);
    result = random.of([
      () => result.slice(0, at) + random.of(splinters) + result.slice(at),
      () => result.slice(0, at) + random.of(splinters) + result.slice(at + piece.length),
      () => without,
      () => result.slice(0, at) + piece + result.slice(at),
      () => without.slice(0, elsewhere) + piece + without.slice(elsewhere),
      () => result.slice(0, at),
      () => result.slice(0, at) + characters(3, random) + result.slice(at),
      () => result.slice(0, at) + result.slice(at).replaceAll("\n", random.of(["\r\n", "\r", "\n\t"])),
    ])();
  }
  return result;
}

/** Lines of several files among one another, with other indents. */
function lines(files: readonly string[], random: Random): string {
  const all = Array.from({ length: 1 + random.upTo(30) }, () => {
    const line = random.of(random.of(files).split("\n"));
    return random.upTo(4) === 0 ? " ".repeat(random.upTo(8)) + line.trimStart() : line;
  });
  return all.join(random.of(["\n", "\n", "\n", "\r\n", "\r"]));
}

/** Code points of every plane, surrogates that stand alone among them. */
function characters(count: number, random: Random): string {
  const ranges = [0x80, 0x80, 0x80, 0x250, 0x10000, 0x110000];
  return Array.from({ length: count }, () =>
    random.upTo(5) === 0 ? random.of(splinters) : String.fromCodePoint(random.upTo(random.of(ranges))),
  ).join("");
}

function bytes(count: number, random: Random): string {
  const drawn = Buffer.from(Array.from({ length: count }, () => random.upTo(256)));
  return drawn.toString(random.of(["utf8", "latin1", "utf16le"] as const));
}

function aliases(random: Random): string {
  const count = 2 + random.upTo(30);
  const width = 1 + random.upTo(10);
  const rows = Array.from({ length: count }, (_, row) => {
    const items = Array.from({ length: width }, () => `*a${random.upTo(row + 1 + random.upTo(2)) - 1}`);
    const value = random.of([`[${items.join(", ")}]`, `{ <<: [${items.join(", ")}], x_pct: 1 }`, items[0] ?? ""]);
    return `a${row}: &a${row} ${row === 0 ? "{ min_records: 1 }" : value}`;
  });
  return random.of([rows.join("\n"), `t:\n  ${rows.join("\n  ")}`, mutated(rows.join("\n"), random)]);
}

function nested(depth: number, random: Random): string {
  const [open, close] = random.of([
    ["[", "]"],
    ["{a: ", "}"],
    ["- ", ""],
    ["? ", ""],
    ["[{a: ", "}]"],
    ["{? ", "}"],
    ["!a ", ""],
    ["(", ")"],
  ] as const);
  const whole = open.repeat(depth) + "x" + (random.upTo(2) === 0 ? close.repeat(depth) : "");
  const steps = Array.from({ length: Math.min(depth, 300) }, (_, step) => `${" ".repeat(step)}a:`).join("\n");
  const around = ["", "t:\n  x_pct: ", "t: ", "tables:\n  t: { where: ", 't:\n  x: { max: 1, sql: "'];
  return random.upTo(4) === 0 ? steps : random.of(around) + whole;
}

/** One thing very often: a value, a key, a comment, keys, entries, sections. */
function long(length: number, files: readonly string[], random: Random): string {
  const piece = random.of([
    ...Array.from("ab 0;:'\"\\#()[]{},\t-&*!|>%@`~é🏀\ud800"),
    "a ",
    "0.",
    ": ",
    "''",
    '""',
    '\\"',
    "- ",
    ") ",
    "\r",
    "\n",
    " \n",
  ]);
  const run = piece.repeat(Math.ceil(length / piece.length));
  const many = (line: (index: number) => string): string => {
    const rows: string[] = [];
    // Lines count by their number: a file of megabytes has thousands of them, not millions.
    for (let [size, index] = [0, 0]; size < length && index < 5_000; index++) size += rows.push(line(index)) && 20;
    return rows.join("\n");
  };
  const whole = random.of([
    () => run,
    () => `t:\n  min_records: ${run}`,
    () => `t:\n  min_records: "${run}"\n  x_pct: 1`,
    () => `t:\n  min_records: '${run}`,
    () => `t:\n  ${run}: 1`,
    () => `${run}:\n  x_pct: 1`,
    () => `"${run}":\n  x_pct: 1`,
    () => `t:\n  x_pct: 1 # ${run}`,
    () => `t:\n  x: { max: 1, sql: "${run}" }`,
    () => `t:\n  x: { max: 1, metric: "share(${run}" }`,
    () => `t:\n  expected_dates: { from: ${run} }\n  columns: { a: "${run}" }`,
    () => `t:\n  x: |\n    ${run}`,
    () => `t:\n  x: >-\n${`    ${"word ".repeat(20)}\n`.repeat(Math.ceil(length / 105))}`,
    () => `t:\n${many((index) => `  c${index}_pct: ${index % 120}`)}`,
    () => `t:\n${many((index) => `  c${index % 97}_pct: ${index}`)}`,
    () => `t:\n  x_pct:\n${many((index) => `    - { from: 2024-01-01, fail: ${index} }`)}`,
    () => many((index) => `t${index}:\n  x_pct: 90`),
    () => many((index) => `t${index % 97}: { x_pct: 90, y_pct: [ }`),
    () =>
      `version: 1\nthresholds: t.yaml\nbackfills:\n${many((index) => `  b${index}: { command: [a], after: [b${index + 1}] }`)}`,
    () => random.of(files).repeat(Math.ceil(Math.min(length, 200_000) / 2_000)),
  ])();
  return random.upTo(3) === 0 ? mutated(whole, random) : whole;
}
