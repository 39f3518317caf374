import { pipelineSchema } from "../../pipeline/pipelineSchema";
import { paragraphs } from "../../report/markdownText";
import type { LanguageFacts } from "../facts";
import { declaredTable, knownTable } from "../knownTable";
import { mechanicsAt } from "../place/mechanicsAt";
import type { Place } from "../place/placeAt";
import { hoverCommand, hoverPlaceholder } from "./hoverCommand";
import { hoverKey } from "./hoverKey";
import { presentIn } from "../place/mechanicsAt";
import { hoverMechanics } from "./hoverMechanics";
import { hoverBackfill, hoverColumn, hoverCommit, hoverDeclared } from "./hoverNames";
import { hoverSection } from "./hoverSection";

/** What is told of a place in `headgate.yaml`. */
export function hoverPipeline(place: Place, facts: LanguageFacts): string | null {
  return named(place, facts) ?? hoverKey(pipelineSchema, place.path, (parent) => presentIn(place, parent));
}

/** Names that stand for something, and commands; null where the schema alone has something to say. */
function named(place: Place, facts: LanguageFacts): string | null {
  const { path, role } = place;
  const [top, name, key, below] = path;
  if (top === "tables" && name !== undefined) {
    const declared = declaredTable(String(name), facts);
    const table = knownTable(
      declared.section,
      { ...declared.mechanics, ...mechanicsAt(place, ["tables", name]) },
      facts,
    );
    return path.length === 2 && role === "key"
      ? hoverSection(table, facts)
      : hoverMechanics(place, path.slice(2), table, facts);
  }
  if (top === "backfills" && path.length === 2 && role === "key") return hoverBackfill(String(name), facts);
  if (key === "command" || key === "retry") return command(place, below === undefined, facts);
  if (role !== "value") return null;
  const value = place.sourceAt(path) ?? "";
  switch (`${String(top)}.${String(key)}`) {
    case "backfills.after":
      return hoverBackfill(value, facts);
    case "backfills.tables":
    case "backfills.reads":
    case "validators.table":
    case "fixes.table":
      return section(value, facts);
    case "fixes.commit":
      return hoverCommit(place.text, facts);
    case "gates.requires":
      return below === "checks" ? section(value, facts) : null;
    case "gates.features":
      return below === "of" ? section(value, facts) : below === "columns" ? feature(place, value, facts) : null;
    default:
      return null;
  }
}

function command(place: Place, isWhole: boolean, facts: LanguageFacts): string | null {
  const isShellLine = place.sourceAt(place.path.slice(0, 3)) !== undefined;
  const about = hoverCommand(isShellLine);
  if (place.role === "key") return paragraphs(hoverKey(pipelineSchema, place.path), about);
  if (isWhole) return about;
  return paragraphs(hoverPlaceholder(place.text, place.before.length, facts), about);
}

/** A section that is known at all. */
function section(name: string, facts: LanguageFacts): string | null {
  const isKnown = facts.sections.some((one) => one.name === name) || Object.hasOwn(facts.pipeline?.tables ?? {}, name);
  return isKnown ? hoverSection(declaredTable(name, facts), facts) : null;
}

/** A column that a gate asks for, or a name of `columns:`. */
function feature(place: Place, name: string, facts: LanguageFacts): string | null {
  const of = place.sourceAt([...place.path.slice(0, 3), "of"]);
  if (of === undefined) return null;
  const table = declaredTable(of, facts);
  const declared = Object.hasOwn(table.mechanics.columns, name) ? table.mechanics.columns[name] : undefined;
  return declared === undefined ? hoverColumn(name, table, facts.now) : hoverDeclared(name, declared, table, facts.now);
}
