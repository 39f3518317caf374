import type { SourceRange } from "../../diagnostic";
import { reservedNames } from "../../thresholds/thresholdsSchema";
import { everyPart, outlineOf, partAt, type Outline } from "../../yaml/outline";
import { isWithin } from "../../yaml/positions";
import { commandPatterns, namesIn, type NamedPlace } from "./names";
import { matches } from "./pathPattern";
import type { FileKind, TwoTexts } from "../twoFiles";

/** A place of a file, counted from 1. */
export type Position = { readonly line: number; readonly column: number };

/** What a word of one of the two files leads to. */
export type Target =
  | { readonly kind: "place"; readonly file: FileKind; readonly range: SourceRange }
  /** A path or glob, relative to the folder of `headgate.yaml`; nothing says yet that there is such a file. */
  | { readonly kind: "file"; readonly path: string }
  | { readonly kind: "commit"; readonly name: string };

/** Where the cursor came from, and what that leads to. */
export type Definition = { readonly from: SourceRange; readonly targets: readonly Target[] };

/** What the word at a place leads to; null where it leads nowhere. */
export function definitionAt(file: FileKind, texts: TwoTexts, position: Position): Definition | null {
  const named = namesIn(texts);
  const at = named.find((place) => place.file === file && isWithin(position, place.range));
  if (at) return { from: at.range, targets: declarationsOf(at, named) };
  const outline = outlineOf(texts[file] ?? "");
  const part = everyPart(outline).find(({ keyRange, scalar, path }) =>
    typeof path.at(-1) === "number"
      ? scalar && isWithin(position, scalar.range)
      : isWithin(position, keyRange) || (scalar && isWithin(position, scalar.range)),
  );
  if (!part) return null;
  const onValue = part.scalar !== null && isWithin(position, part.scalar.range);
  const targets = onValue ? valueTargets(file, part) : keyTargets(file, part, texts);
  return targets.length === 0 ? null : { from: onValue ? part.scalar.range : part.keyRange, targets };
}

/**
 * A section leads to its other half; everything else to where it is declared. What names a section leads to its bounds and
 * not to its entry under `tables:` as well: of two places the editor would go to neither, but list them.
 */
function declarationsOf(at: NamedPlace, named: readonly NamedPlace[]): Target[] {
  const declared = named.filter((place) => place.declares && place.kind === at.kind && place.text === at.text);
  const others = declared.filter(({ file }) => (at.declares ? file !== at.file : file === "thresholds"));
  return (others.length > 0 ? others : declared).map(({ file, range }) => ({ kind: "place", file, range }));
}

const filePatterns: Readonly<Record<FileKind, readonly string[]>> = {
  thresholds: ["*.table", "*.*.runbook", "*.*.#.runbook"],
  pipeline: [
    "thresholds",
    "tables.*.table",
    "connections.*.path",
    "backfills.*.log",
    "backfills.*.output",
    "backfills.*.checkpoint",
    "validators.*.output",
    "trainings.*.output",
    "trainings.*.metrics.file",
    "trainings.*.success.*.file",
  ],
};
const commitPatterns = ["*.cohorts.*.since_commit", "tables.*.cohorts.*.since_commit", "fixes.*.commit"];
/** Keys that stand for the commit that is named below them. */
const commitOf: readonly (readonly [pattern: string, key: string])[] = [
  ["*.cohorts.*", "since_commit"],
  ["tables.*.cohorts.*", "since_commit"],
  ["fixes.*", "commit"],
];

function valueTargets(file: FileKind, { path, scalar }: Outline): Target[] {
  if (!scalar || reservedNames.includes(String(path[0]))) return [];
  const fits = (patterns: readonly string[]): boolean =>
    patterns.some((pattern) => matches(path, pattern) || matches(withoutItem(path), pattern));
  if (fits(commitPatterns)) return [{ kind: "commit", name: scalar.text }];
  if (fits(filePatterns[file])) return [{ kind: "file", path: withoutPlace(scalar.text) }];
  if (file === "thresholds" || !commandPatterns.some((pattern) => matches(withoutItem(path), pattern))) return [];
  if (scalar.text === "{thresholds}") return [{ kind: "place", file: "thresholds", range: top }];
  return /[{}]/.test(scalar.text) || path === withoutItem(path) ? [] : [{ kind: "file", path: scalar.text }];
}

/** What a fix expects is expected of a bound; the name of a fix or a cohort stands for its commit. */
function keyTargets(file: FileKind, { path, children }: Outline, texts: TwoTexts): Target[] {
  const [, key] = commitOf.find(([pattern]) => matches(path, pattern)) ?? [];
  const commit = children.find((child) => child.path.at(-1) === key)?.scalar;
  if (commit) return [{ kind: "commit", name: commit.text }];
  if (file === "thresholds" || !matches(path, "fixes.*.expect.*")) return [];
  const table = partAt(outlineOf(texts.pipeline ?? ""), ["fixes", String(path[1]), "table"])?.scalar?.text ?? "";
  const bound = partAt(outlineOf(texts.thresholds ?? ""), [table, String(path[3])]);
  return bound ? [{ kind: "place", file: "thresholds", range: bound.keyRange }] : [];
}

const top: SourceRange = { line: 1, column: 1, endLine: 1, endColumn: 1 };

function withoutItem(path: Outline["path"]): Outline["path"] {
  return typeof path.at(-1) === "number" ? path.slice(0, -1) : path;
}

/** A runbook may name a heading: `docs/runbook.md#usage-rate`. */
function withoutPlace(path: string): string {
  const place = path.indexOf("#");
  return place < 0 ? path : path.slice(0, place);
}
