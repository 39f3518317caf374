import { join } from "node:path";
import type { TableDates } from "../../core/backfills/disagreements";
import { hadRows } from "../../core/coverage/datesOfTable";
import type { Validation } from "../../core/coverage/validation";
import { latestValidation } from "../coverage/latestValidation";
import type { Ports, Store } from "../ports";
import type { Workspace } from "../workspace";

type Read = {
  readonly key: string;
  readonly thresholds: Workspace["thresholds"];
  readonly validation: Validation | null;
};
const latest = new WeakMap<Store, Read>();

/** The latest validation on record, read again only when another one was recorded. */
export async function knownValidation(
  workspace: Workspace,
  { store, files }: Pick<Ports, "store" | "files">,
): Promise<Validation | null> {
  const { thresholds } = workspace;
  const facts = await files.stat(join(store.folder, "results.jsonl"));
  const key = facts === null ? "" : `${facts.size} ${facts.modifiedAt.getTime()}`;
  const known = latest.get(store);
  if (known?.key === key && known.thresholds === thresholds) return known.validation;
  const validation = facts === null ? null : await latestValidation(workspace, { store });
  latest.set(store, { key, thresholds, validation });
  return validation;
}

/** The dates that these tables had when they were last measured; no warehouse is asked. */
export function tableDates(validation: Validation | null, tables: readonly string[]): TableDates[] {
  if (validation === null) return [];
  return validation.tables
    .filter(({ name, rows }) => tables.includes(name) && rows !== null)
    .map((table) => ({
      name: table.name,
      measuredAt: Date.parse(table.measuredAt ?? validation.startedAt),
      window: table.window ?? validation.window,
      lacks: (date) => hadRows(table, validation.window, date) === false,
    }));
}
