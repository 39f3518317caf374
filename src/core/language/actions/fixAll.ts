import type { TextEdit } from "../../diagnostic";
import { sectionsIn } from "../../thresholds/readThresholds";
import type { ActionContext } from "./actionsAt";

/**
 * The fixes that can be made without anybody looking, since they change no meaning: names that other tools have for a bound
 * become the names that it has here. Not where something goes by the old name, or where two would get the same one.
 */
export function safeFixes({ blocks, diagnostics, facts }: ActionContext): TextEdit[] {
  const aliases = diagnostics.filter(({ code }) => code === "alias-name");
  return sectionsIn(blocks).flatMap((section) => {
    const expected = Object.values(facts.pipeline?.fixes ?? {})
      .filter(({ table }) => table === section.name)
      .flatMap(({ expect }) => Object.keys(expect));
    const found = aliases.flatMap(({ line, column, fixes }) => {
      const bound = section.bounds.find(({ keyRange }) => keyRange.line === line && keyRange.column === column);
      return bound && !expected.includes(bound.key) ? (fixes[0]?.edits ?? []) : [];
    });
    return found.filter(({ text }) => found.filter((other) => other.text === text).length === 1);
  });
}
