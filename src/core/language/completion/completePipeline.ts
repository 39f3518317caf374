import { pipelineSchema } from "../../pipeline/pipelineSchema";
import { topKeysOf } from "../../yaml/blockAt";
import type { Path } from "../../yaml/readYaml";
import type { LanguageFacts } from "../facts";
import { mechanicsAt, presentIn } from "../place/mechanicsAt";
import { declaredTable, knownTable, type KnownTable } from "../knownTable";
import type { Place } from "../place/placeAt";
import { completeColumns } from "./completeColumns";
import { completeCommand } from "./completeCommand";
import { completeCommits } from "./completeCommits";
import { boundKeys, cohortNames, completeMechanics, completeNames, completeWords, days } from "./completeValues";
import type { Completion, Completions } from "./completion";
import { keyCompletion, schemaKeys } from "./keyCompletion";

/** What can be written at a place of `headgate.yaml`. */
export function completePipeline(text: string, place: Place, facts: LanguageFacts): Completions | null {
  // A brace that is typed in a list of words begins a mapping to YAML, and a placeholder to people.
  if (place.role === "key" && isCommand(place)) return completeCommand(place, false, facts);
  return place.role === "key" ? { range: place.range, items: keys(text, place, facts) } : values(place, facts);
}

function keys(text: string, place: Place, facts: LanguageFacts): Completion[] {
  const parent = place.path.slice(0, -1);
  if (parent.length === 0) return topKeys(text, place);
  const known = schemaKeys(place, pipelineSchema, parent, presentIn(place, parent));
  return known.length > 0 ? known : ownNames(place, parent, facts);
}

function topKeys(text: string, place: Place): Completion[] {
  const written = topKeysOf(text.split("\n")).map(({ name }) => name);
  const others = written.filter((name) => name !== place.path[0]);
  return schemaKeys({ ...place, beside: others }, pipelineSchema, []);
}

/** Names that a person chooses, where others already say which ones there should be. */
function ownNames(place: Place, parent: Path, facts: LanguageFacts): Completion[] {
  const [top, , third] = parent;
  const sections = facts.sections.map(({ name }) => name);
  const propose = (names: readonly string[], detail: string, form: "mapping" | "list"): Completion[] =>
    names
      .filter((name) => !place.beside.includes(name))
      .map((name) => keyCompletion(place, name, form, { kind: "name", detail }));
  if (parent.length === 3 && top === "tables" && third === "cohorts") return cohortNames(place, facts);
  if (parent.length === 1 && top === "tables") return propose(sections, "section of the thresholds file", "mapping");
  if (parent.length === 1 && top === "backfills")
    return propose(Object.keys(facts.pipeline?.tables ?? {}), "fills this table", "mapping");
  if (top === "fixes" && third === "expect")
    return propose(
      boundKeys(place.sourceAt([...parent.slice(0, 2), "table"]) ?? "", facts),
      "bound of the section",
      "list",
    );
  return [];
}

function values(place: Place, facts: LanguageFacts): Completions | null {
  const { path } = place;
  const [top, name, key, below] = path;
  const listed = (items: readonly Completion[]): Completions => ({ range: place.range, items });
  if (top === "tables" && key !== undefined) {
    const inside = path.slice(2);
    const found = completeMechanics(place, inside, tableAt(place, String(name), facts), facts);
    return found ?? listed(completeWords(place, pipelineSchema, path));
  }
  if (top === "window" && path.length === 2) return listed(days(place));
  if (isCommand(place)) return completeCommand(place, below === undefined && place.text !== "", facts);
  const names = referencedNames(place, facts);
  if (names) return listed(completeNames(place, names.names, names.detail));
  if (top === "fixes" && key === "commit") return listed(completeCommits(place, facts));
  if (top === "gates" && key === "features" && below === "columns") return listed(featureColumns(place, facts));
  const words = completeWords(place, pipelineSchema, path);
  return words.length > 0 ? listed(words) : null;
}

function isCommand({ path: [top, , key] }: Place): boolean {
  const holds = top === "backfills" || top === "validators" || top === "trainings";
  return holds && (key === "command" || key === "retry");
}

type Names = { readonly names: readonly string[]; readonly detail: string };

/** What the names at a place refer to; null where it is no reference. */
function referencedNames({ path }: Place, facts: LanguageFacts): Names | null {
  const [top, name, key, below] = path;
  const { pipeline, recipes } = facts;
  const others = (all: object | undefined): string[] => Object.keys(all ?? {}).filter((one) => one !== name);
  const sections: Names = { names: sectionNames(facts), detail: "section of the thresholds file" };
  switch (`${String(top)}.${String(key)}`) {
    case "backfills.after":
      return { names: others(pipeline?.backfills), detail: "backfill" };
    case "backfills.tables":
    case "backfills.reads":
    case "validators.table":
    case "fixes.table":
      return sections;
    case "backfills.progress":
      return { names: [...new Set([...Object.keys(pipeline?.recipes ?? {}), ...recipes])], detail: "log recipe" };
    case "gates.requires":
      if (below === "checks") return sections;
      return below === "validators" ? { names: Object.keys(pipeline?.validators ?? {}), detail: "validator" } : null;
    case "gates.features":
      return below === "of" ? sections : null;
    case "trainings.gate":
      return { names: Object.keys(pipeline?.gates ?? {}), detail: "gate" };
    default:
      return null;
  }
}

/** The sections of the thresholds file, and the tables that may get one. */
function sectionNames({ sections, pipeline }: LanguageFacts): string[] {
  return [...new Set([...sections.map(({ name }) => name), ...Object.keys(pipeline?.tables ?? {})])];
}

function featureColumns(place: Place, facts: LanguageFacts): Completion[] {
  const of = place.sourceAt([...place.path.slice(0, 3), "of"]);
  if (of === undefined) return [];
  const table = declaredTable(of, facts);
  const declared = Object.keys(table.mechanics.columns);
  return [...completeNames(place, declared, "of columns:"), ...completeColumns(place, table, facts.now)];
}

/** The table as it is being typed, as far as it can be read. */
function tableAt(place: Place, name: string, facts: LanguageFacts): KnownTable {
  const typed = mechanicsAt(place, ["tables", name]);
  const declared = declaredTable(name, facts);
  return typed ? knownTable(name, { ...declared.mechanics, ...typed }, facts) : declared;
}
