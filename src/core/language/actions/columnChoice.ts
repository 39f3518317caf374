import type { Diagnostic, SourceRange } from "../../diagnostic";
import { declaredName, partsOf } from "../../thresholds/nameReadings";
import { sectionsIn } from "../../thresholds/readThresholds";
import { resolveBound } from "../../thresholds/resolveBound";
import { knownSection } from "../../thresholds/knownSection";
import type { Action, ActionContext } from "./actionsAt";

/** Lets a person choose the column that a bound's name means, of those of the table that it could mean. */
export function columnChoice({ name: file, blocks, facts }: ActionContext, diagnostic: Diagnostic): Action[] {
  if (diagnostic.code !== "unknown-column") return [];
  for (const section of sectionsIn(blocks)) {
    const bound = section.bounds.find(({ range }) => sameRange(range, diagnostic));
    if (!bound || bound.metric) continue;
    const { mechanics, schema } = knownSection(section, file, facts);
    const name = declaredName(bound.key, mechanics.columns) ?? partsOf(bound.key)[0]?.subject;
    if (name === undefined || schema === null) return [];
    const choices = schema.columns.filter((column) => {
      const columns = { ...mechanics.columns, [name]: column.name };
      return resolveBound(bound, { ...mechanics, columns }, schema.columns).ok;
    });
    const title = `Choose the column that ${name} means…`;
    return choices.length === 0
      ? []
      : [{ kind: "nameColumn", title, mends: diagnostic, section: section.name, name, choices }];
  }
  return [];
}

function sameRange(a: SourceRange, b: SourceRange): boolean {
  return a.line === b.line && a.column === b.column && a.endLine === b.endLine && a.endColumn === b.endColumn;
}
