import { failure, success, type Result } from "../result";
import { ownedComments } from "./comments";
import { readDataplex } from "./dataplex/dataplex";
import { readDbt } from "./dbt/dbt";
import { detectTool } from "./detectTool";
import { readDqdl } from "./dqdl/dqdl";
import { toolNames, type ReadRule, type Tool, type ToolReading } from "./model";
import { draftSections, type Placed } from "./sections";
import { readSoda } from "./soda/soda";
import { writeSections } from "./writeSections";

/** A file to import: `file` as it is named to people. */
export type ImportSource = { readonly file: string; readonly text: string };

export type CarriedRule = {
  readonly file: string;
  readonly line: number;
  readonly text: string;
  /** The ids of the checks that ask what it asked. */
  readonly checks: readonly string[];
  /** In what they differ from it. */
  readonly remarks: readonly string[];
};

export type RefusedRule = {
  readonly file: string;
  readonly line: number;
  readonly text: string;
  readonly reason: string;
};

/** Every rule of the files is in exactly one of the two lists. */
export type ImportedThresholds = {
  readonly files: readonly { readonly file: string; readonly tool: Tool }[];
  /** The thresholds file. */
  readonly thresholds: string;
  readonly carriedOver: readonly CarriedRule[];
  readonly notCarriedOver: readonly RefusedRule[];
};

type ReadFile = ImportSource & { readonly tool: Tool; readonly reading: ToolReading };

const readers: Readonly<Record<Tool, (source: ImportSource) => Result<ToolReading>>> = {
  soda: readSoda,
  dbt: readDbt,
  dqdl: readDqdl,
  dataplex: readDataplex,
};

/**
 * Puts the rules of other tools' files into one thresholds file.
 * @param tool the tool they are of; null: each file's own content tells
 * @returns `not-importable` where a file cannot be read, or is of none of the tools
 */
export function importThresholds(sources: readonly ImportSource[], tool: Tool | null): Result<ImportedThresholds> {
  const files: ReadFile[] = [];
  for (const source of sources) {
    const of = tool ?? detectTool(source.text);
    if (of === null)
      return failure(
        "not-importable",
        `${source.file} is no file of SodaCL, dbt, DQDL or Dataplex that Headgate knows. Name its tool with --from soda, dbt, dqdl or dataplex.`,
      );
    const reading = readers[of](source);
    if (!reading.ok) return reading;
    files.push({ ...source, tool: of, reading: reading.value });
  }
  return success(written(files));
}

function written(files: readonly ReadFile[]): ImportedThresholds {
  const drafts = draftSections();
  const carriedOver: CarriedRule[] = [];
  const notCarriedOver: RefusedRule[] = [];
  const head: string[] = [];
  const tail: string[] = [];
  for (const { file, tool, reading } of files) {
    const comments = ownedComments(reading);
    for (const table of reading.tables) {
      const section = drafts.section(table);
      section.comments.push(...(comments.ofTable.get(table) ?? []), ...descriptionOf(table.description));
    }
    const before = { carried: carriedOver.length, refused: notCarriedOver.length };
    for (const rule of reading.rules) {
      const placed = drafts.place(rule);
      const told = { file, line: rule.line, text: rule.text };
      if ("refused" in placed) notCarriedOver.push({ ...told, reason: placed.refused });
      else {
        addComments(placed, rule, comments.ofRule.get(rule));
        carriedOver.push({ ...told, ...checksOf(placed) });
      }
    }
    const counts = [carriedOver.length - before.carried, notCarriedOver.length - before.refused] as const;
    head.push(`Imported from ${file} (${toolNames[tool]}): ${countsText(...counts)}.`, ...comments.head);
    tail.push(...comments.tail);
  }
  const thresholds = writeSections(head, drafts.all(), tail);
  return { files: files.map(({ file, tool }) => ({ file, tool })), thresholds, carriedOver, notCarriedOver };
}

/** `12 rules carried over, 2 not`. */
export function countsText(carried: number, refused: number): string {
  return `${carried} ${carried === 1 ? "rule" : "rules"} carried over, ${refused} not`;
}

type PlacedBounds = Extract<Placed, { placed: unknown }>;

function addComments(
  { placed }: PlacedBounds,
  rule: ReadRule,
  own?: { above: readonly string[]; behind: readonly string[] },
): void {
  const [first] = placed;
  first?.entry.above.push(...(own?.above ?? []), ...descriptionOf(rule.description));
  first?.entry.behind.push(...(own?.behind ?? []));
}

function checksOf({ placed }: PlacedBounds): Pick<CarriedRule, "checks" | "remarks"> {
  const remarks = placed.flatMap(({ entry }) => entry.bound.remark ?? []);
  return { checks: [...new Set(placed.map(({ id }) => id))], remarks: [...new Set(remarks)] };
}

const longestDescription = 200;

/** A description as a comment: its first paragraph, on one line. */
function descriptionOf(description: string | null): string[] {
  if (description === null || /\{\{|\{%/.test(description)) return [];
  const text = (description.trim().split(/\n\s*\n/)[0] ?? "").replace(/\s+/g, " ");
  if (text === "") return [];
  return [text.length > longestDescription ? `${text.slice(0, longestDescription - 1)}…` : text];
}
