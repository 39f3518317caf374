import { diagnosticMovedDown, type Diagnostic } from "../diagnostic";
import type { PlacedBlock } from "./readThresholds";
import { checkId } from "./resolveSection";

/**
 * Checks of two sections that would be known by one name: `a.b` with the key `c`, and `a` with the key `b.c`. Results are kept by
 * that name, so one would be taken for the other.
 */
export function ambiguousIds(file: string, blocks: readonly PlacedBlock[]): Diagnostic[] {
  // Without a dot in a section's name, what stands before the first dot of an id is the section.
  if (!blocks.some(({ reading }) => reading.names.some(({ name }) => name.includes(".")))) return [];
  const owners = new Map<string, string>();
  return blocks.flatMap(({ reading, linesAbove }) =>
    reading.sections.flatMap((section) =>
      section.bounds.flatMap((bound) => {
        const id = checkId(section.name, bound);
        const owner = owners.get(id) ?? section.name;
        owners.set(id, owner);
        if (owner === section.name) return [];
        const message = `${bound.key} of ${section.name} would be known as ${id}, as a bound of ${owner} is. Rename one of the two sections.`;
        const found = { file, ...bound.keyRange, severity: "error" as const, code: "ambiguous-id", message, fixes: [] };
        return [diagnosticMovedDown(found, linesAbove)];
      }),
    ),
  );
}
