import { withTables } from "../../core/coverage/latestResults";
import type { Validation } from "../../core/coverage/validation";
import type { Ports } from "../ports";
import type { Workspace } from "../workspace";

/**
 * What was last measured of each section that the thresholds file has now, in its order; null when none was ever measured.
 * A section that was taken out of the file is told no longer.
 */
export async function latestValidation(
  workspace: Workspace,
  { store }: Pick<Ports, "store">,
): Promise<Validation | null> {
  const latest = await store.latestValidation();
  if (latest === null) return null;
  const tables = workspace.thresholds.sections.flatMap(
    ({ name }) => latest.tables.find((table) => table.name === name) ?? [],
  );
  return tables.length === 0 ? null : withTables(latest, tables);
}
