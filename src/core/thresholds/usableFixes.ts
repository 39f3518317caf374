import type { Column } from "../coverage/column";
import type { Fix } from "../diagnostic";
import { mechanicsKeys } from "../pipeline/mechanicsSchema";
import type { TableMechanics } from "../pipeline/pipeline";
import { resolveBound } from "./resolveBound";
import type { Bound, Section } from "./thresholds";

/** Those of a bound's fixes after which its name means something, and does not stand in its section twice. */
export function usableFixes(
  fixes: readonly Fix[],
  bound: Bound,
  section: Section,
  mechanics: TableMechanics,
  schema: readonly Column[] | null,
): Fix[] {
  const taken = new Set([...section.bounds, ...section.requirements].map(({ key }) => key));
  // The first way in which a column makes sense is the one that is meant.
  return withoutRepeats(fixes.filter(isUsable));

  function isUsable(fix: Fix): boolean {
    const key = keyAfter(fix, bound);
    if (key === null && !fix.declare) return true;
    if (key !== null && taken.has(key)) return false;
    if (key !== null && notBounds.includes(key)) return true;
    const { name = "", meaning = "" } = fix.declare ?? {};
    const columns = fix.declare ? { ...mechanics.columns, [name]: meaning } : mechanics.columns;
    return resolveBound({ ...bound, key: key ?? bound.key }, { ...mechanics, columns }, schema).ok;
  }
}

function withoutRepeats(fixes: readonly Fix[]): Fix[] {
  return fixes.filter((fix, index) => fixes.findIndex(({ title }) => title === fix.title) === index);
}

const notBounds = [...mechanicsKeys, "min_success_rate", "timeout_hours"];

/** What a fix makes of the bound's key; null where it leaves it as it is. */
function keyAfter({ edits }: Fix, { keyRange }: Bound): string | null {
  const edit = edits.find(({ line, column }) => line === keyRange.line && column === keyRange.column);
  return edit?.text ?? null;
}
