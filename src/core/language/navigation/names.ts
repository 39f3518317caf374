import { variableName } from "../../pipeline/commandLine";
import { reservedNames } from "../../thresholds/thresholdsSchema";
import { everyPart, outlineOf, type Outline } from "../../yaml/outline";
import { scalarText } from "../../yaml/scalarText";
import { matches } from "./pathPattern";
import { partsOfSource, type PlacedText } from "./partsOfSource";
import type { FileKind, TwoTexts } from "../twoFiles";

/** What has a name that other places of the two files use. */
export type NameKind = "section" | "backfill" | "validator" | "gate" | "training" | "connection";

/** A place where such a name stands. */
export type NamedPlace = PlacedText & {
  readonly file: FileKind;
  readonly kind: NameKind;
  /** A section is declared in the thresholds file, and its mechanics under `tables:`; both count. */
  readonly declares: boolean;
  /** How another name is written in this place. */
  readonly written: (name: string) => string;
};

type NamePattern = readonly [pattern: string, kind: NameKind];

/** Keys that declare a name. */
const declaring: Readonly<Record<FileKind, readonly NamePattern[]>> = {
  thresholds: [["*", "section"]],
  pipeline: [
    ["tables.*", "section"],
    ["connections.*", "connection"],
    ["backfills.*", "backfill"],
    ["validators.*", "validator"],
    ["gates.*", "gate"],
    ["trainings.*", "training"],
  ],
};

/** Values that use one; an item of a list counts as a value of its key. */
const using: Readonly<Record<FileKind, readonly NamePattern[]>> = {
  thresholds: [["*.connection", "connection"]],
  pipeline: [
    ["tables.*.connection", "connection"],
    ["fixes.*.table", "section"],
    ["backfills.*.after", "backfill"],
    ["backfills.*.tables", "section"],
    ["backfills.*.reads", "section"],
    ["validators.*.table", "section"],
    ["gates.*.requires.checks", "section"],
    ["gates.*.requires.validators", "validator"],
    ["gates.*.features.of", "section"],
    ["trainings.*.gate", "gate"],
  ],
};

/** Command lines, whose placeholders name backfills. */
export const commandPatterns: readonly string[] = [
  "backfills.*.command",
  "backfills.*.retry",
  "validators.*.command",
  "trainings.*.command",
];

/** Every place of both files where such a name stands, in the order of the files. */
export function namesIn(texts: TwoTexts): NamedPlace[] {
  const pipeline = outlineOf(texts.pipeline ?? "");
  const parts: readonly (readonly [FileKind, Outline[]])[] = [
    ["thresholds", everyPart(outlineOf(texts.thresholds ?? ""))],
    ["pipeline", everyPart(pipeline)],
  ];
  const named = parts.flatMap(([file, all]) => all.flatMap((part) => namedAt(file, part)));
  const backfills = [...new Set(named.flatMap(({ kind, text }) => (kind === "backfill" ? [text] : [])))];
  return [...named, ...everyPart(pipeline).flatMap((part) => namedInCommand(part, backfills))];
}

function namedAt(file: FileKind, part: Outline): NamedPlace[] {
  const { path, keyRange, scalar } = part;
  const declared = declaring[file].find(([pattern]) => matches(path, pattern));
  const name = String(path.at(-1));
  if (declared && !(file === "thresholds" && reservedNames.includes(name)))
    return [{ file, kind: declared[1], declares: true, text: name, range: keyRange, written: scalarText }];
  const valuePath = typeof path.at(-1) === "number" ? path.slice(0, -1) : path;
  const used = using[file].find(([pattern]) => matches(valuePath, pattern));
  if (!used || !scalar) return [];
  return [{ file, kind: used[1], declares: false, text: scalar.text, range: scalar.range, written: scalarText }];
}

/** `{pid:NAME}` and `{log:NAME}` in a list; in a line for the shell, the variables that stand for them. */
function namedInCommand({ path, scalar }: Outline, backfills: readonly string[]): NamedPlace[] {
  if (!scalar) return [];
  const place = { file: "pipeline", kind: "backfill", declares: false } as const;
  const isWord = typeof path.at(-1) === "number";
  if (!commandPatterns.some((pattern) => matches(isWord ? path.slice(0, -1) : path, pattern))) return [];
  if (isWord)
    return partsOfSource(scalar, /(?<=\{(?:pid|log):)[^{}]+(?=\})/g).map((part) => ({
      ...place,
      ...part,
      written: (name) => name,
    }));
  return partsOfSource(scalar, /HEADGATE_(?:PID|LOG)_[A-Z0-9_]+/g).flatMap((part) => {
    const what = part.text.startsWith("HEADGATE_PID_") ? "pid" : "log";
    const text = backfills.find((name) => variableName(`${what}:${name}`) === part.text);
    return text === undefined
      ? []
      : [{ ...place, range: part.range, text, written: (name: string) => variableName(`${what}:${name}`) }];
  });
}
