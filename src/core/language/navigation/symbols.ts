import { dateRangeText, type DateRange } from "../../coverage/check";
import { mechanicsKeys } from "../../pipeline/mechanicsSchema";
import type { SourceRange } from "../../diagnostic";
import { reservedNames } from "../../thresholds/thresholdsSchema";
import { outlineOf, type Outline } from "../../yaml/outline";
import type { FileKind } from "../twoFiles";

/** A part of a file, as the editor's outline and breadcrumbs show it. */
export type DocumentSymbol = {
  readonly name: string;
  /** What stands there, in short: a bound's numbers. */
  readonly detail: string;
  readonly kind: "section" | "bound" | "mechanics" | "entry" | "name" | "setting";
  readonly range: SourceRange;
  readonly nameRange: SourceRange;
  readonly children: readonly DocumentSymbol[];
};

/** The parts of one of the two files, as far as it can be read. */
export function documentSymbols(file: FileKind, text: string): DocumentSymbol[] {
  const outline = outlineOf(text);
  return file === "thresholds" ? outline.map(sectionSymbol) : outline.map((part) => pipelineSymbol(part));
}

function sectionSymbol(part: Outline): DocumentSymbol {
  const reserved = reservedNames.includes(String(part.path[0]));
  const children = part.children.map((child) =>
    reserved || mechanicsKeys.includes(nameOf(child))
      ? symbol(child, reserved ? "setting" : "mechanics", inShort(child), [])
      : symbol(child, "bound", boundInShort(child), datedEntries(child)),
  );
  return symbol(part, reserved ? "setting" : "section", part.scalar?.text ?? "", children);
}

/** The entries of a dated list, by their days. */
function datedEntries({ children }: Outline): DocumentSymbol[] {
  return children
    .filter(({ path }) => typeof path.at(-1) === "number")
    .map((entry) => ({ ...symbol(entry, "entry", boundInShort(entry), []), name: daysOf(entry) }));
}

function daysOf(entry: Outline): string {
  const day = (key: string): string | null => textAt(entry, key);
  return dateRangeText({ from: day("from"), until: day("until") } as DateRange);
}

/** A bound's numbers: `95`, or `fail 95, warn 97`; of a dated list, how many entries it has. */
function boundInShort(part: Outline): string {
  if (part.scalar) return part.scalar.text;
  const numbers = ["fail", "warn", "min", "max"].flatMap((key) => {
    const text = textAt(part, key);
    return text === null ? [] : [`${key} ${text}`];
  });
  return numbers.length > 0 ? numbers.join(", ") : inShort(part);
}

/** Of `headgate.yaml`: its parts, the names that each declares, and the keys of those. */
function pipelineSymbol(part: Outline, depth = 1): DocumentSymbol {
  const keys = part.children.filter(({ path }) => typeof path.at(-1) === "string");
  const children = depth < 4 ? keys.map((child) => pipelineSymbol(child, depth + 1)) : [];
  const declares = depth === 2 && String(part.path[0]) !== "window" && part.scalar === null;
  const kind = depth === 1 && keys.length > 0 ? "section" : declares ? "name" : "setting";
  return symbol(part, kind, inShort(part), children);
}

/** A value on one line: a text as it is, a list by its items. */
function inShort({ scalar, children }: Outline): string {
  if (scalar) return scalar.text;
  const items = children.filter(({ path }) => typeof path.at(-1) === "number");
  return items.every((item) => item.scalar !== null) ? items.map((item) => item.scalar?.text ?? "").join(", ") : "";
}

function symbol(
  part: Outline,
  kind: DocumentSymbol["kind"],
  detail: string,
  children: readonly DocumentSymbol[],
): DocumentSymbol {
  const { range, keyRange } = part;
  return { name: nameOf(part), detail: shortened(detail), kind, range, nameRange: keyRange, children };
}

/** The editor refuses a symbol without a name. */
function nameOf({ path }: Outline): string {
  const name = String(path.at(-1));
  return name === "" ? '""' : name;
}

function shortened(text: string): string {
  const line = text.replace(/\s+/g, " ").trim();
  return line.length > 80 ? `${line.slice(0, 79)}…` : line;
}

function textAt({ children }: Outline, key: string): string | null {
  return children.find(({ path }) => path.at(-1) === key)?.scalar?.text ?? null;
}
