import type { SourceRange } from "../../diagnostic";
import { failure, success, type Result } from "../../result";
import { reservedNames } from "../../thresholds/thresholdsSchema";
import { readBlock } from "../../yaml/readBlock";
import { isWithin } from "../../yaml/positions";
import type { Position } from "./definition";
import { namesIn, type NamedPlace } from "./names";
import { tableKept } from "./tableKept";
import type { FileKind, TwoEdits, TwoTexts } from "../twoFiles";

/** Every place where the name at a place stands, the declarations included; null where no such name stands. */
export function referencesAt(file: FileKind, texts: TwoTexts, position: Position): NamedPlace[] | null {
  const named = namesIn(texts);
  const at = nameAt(named, file, position);
  return at ? named.filter((place) => place.kind === at.kind && place.text === at.text) : null;
}

/** What would be renamed at a place: the name and where it stands. */
export function renamable(
  file: FileKind,
  texts: TwoTexts,
  position: Position,
): Result<{ readonly range: SourceRange; readonly name: string }> {
  const at = nameAt(namesIn(texts), file, position);
  return at ? success({ range: at.range, name: at.text }) : failure("unknown-name", nothingHere);
}

const nothingHere =
  "Only names that the two files use can be renamed: sections, backfills, validators, gates, trainings and connections.";

/**
 * Writes another name in every place of both files where the one at a place stands. A section that reads the table of its own
 * name goes on reading it.
 */
export function renameAt(file: FileKind, texts: TwoTexts, position: Position, name: string): Result<TwoEdits> {
  const named = namesIn(texts);
  const at = nameAt(named, file, position);
  if (!at) return failure("unknown-name", nothingHere);
  const refusal = refusalOf(at, name, named) ?? unreadableFile(texts);
  if (refusal !== null) return failure("unsupported", refusal);
  const places = named.filter((place) => place.kind === at.kind && place.text === at.text);
  const kept = at.kind === "section" && name !== at.text ? tableKept(texts, at.text, name) : success(null);
  if (!kept.ok) return kept;
  const of = (kind: FileKind): TwoEdits[FileKind] => [
    ...unlikePlaces(places, kind).map(({ range, written }) => ({ ...range, text: written(name) })),
    ...(kept.value?.[kind] ?? []),
  ];
  return success({ thresholds: of("thresholds"), pipeline: of("pipeline") });
}

function nameAt(named: readonly NamedPlace[], file: FileKind, position: Position): NamedPlace | undefined {
  return named.find((place) => place.file === file && isWithin(position, place.range));
}

/** What aliases stand for is one place, however often it is used. */
function unlikePlaces(places: readonly NamedPlace[], kind: FileKind): NamedPlace[] {
  const here = places.filter(({ file }) => file === kind);
  return [...new Map(here.map((place) => [`${place.range.line}:${place.range.column}`, place])).values()];
}

function refusalOf(at: NamedPlace, name: string, named: readonly NamedPlace[]): string | null {
  if (name.trim() === "") return `A ${at.kind} needs a name.`;
  if (/[\p{Cc}\p{Zl}\p{Zp}]/u.test(name)) return "A name stands on one line, without tabs.";
  if (name !== name.trim()) return "A name neither begins nor ends with a blank.";
  if (at.kind === "section" && reservedNames.includes(name))
    return `${name} means something else in the thresholds file. Choose another name.`;
  if (at.kind === "backfill" && /[{}"'\\]/.test(name))
    return "Braces, quotes and backslashes cannot stand in the name of a backfill: command lines name it in placeholders.";
  const taken = named.some(({ kind, text }) => kind === at.kind && text === name && name !== at.text);
  return taken ? `There is a ${at.kind} ${name} already. Choose another name.` : null;
}

/** In a file with mistakes of YAML some of the places could be missed. */
function unreadableFile(texts: TwoTexts): string | null {
  for (const [kind, text] of Object.entries(texts) as [FileKind, string | null][]) {
    const [first] = text === null ? [] : readBlock("", text).diagnostics;
    const file = kind === "pipeline" ? "headgate.yaml" : "The thresholds file";
    if (first)
      return `${file} cannot be read as a whole, so places of the name could be missed. Mend line ${first.line} first.`;
  }
  return null;
}
