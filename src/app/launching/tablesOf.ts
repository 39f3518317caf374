import type { TableMechanics } from "../../core/pipeline/pipeline";
import { mechanicsOf, type Workspace } from "../workspace";

/** The table of a section: what it is called, and where it is. */
export type NamedTable = {
  readonly section: string;
  /** As `headgate.yaml` names it: a table, a file or a glob. */
  readonly table: string;
  /** Null where it cannot be told which of several connections it has. */
  readonly connection: string | null;
  /** Two sections of one table have one, and two tables have two. */
  readonly key: string;
};

/** The tables of several sections; a section without a table (`none`) has none. */
export function tablesOf(workspace: Workspace, sections: readonly string[]): NamedTable[] {
  const { connections } = workspace.pipeline;
  const names = Object.keys(connections);
  return sections.flatMap((section) => {
    const mechanics = declaredMechanics(workspace, section);
    const table = mechanics.table ?? section;
    if (table === "none") return [];
    const connection = mechanics.connection ?? (names.length === 1 ? (names[0] ?? null) : null);
    return [{ section, table, connection, key: names.length > 1 && connection ? `${connection}.${table}` : table }];
  });
}

/** What a backfill is known to write, each table once. */
export function tableKeys(workspace: Workspace, sections: readonly string[]): string[] {
  return [...new Set(tablesOf(workspace, sections).map(({ key }) => key))];
}

/** A backfill may fill a table that the thresholds file says nothing of. */
function declaredMechanics(workspace: Workspace, section: string): Partial<TableMechanics> {
  const { tables } = workspace.pipeline;
  const inFile = workspace.thresholds.sections.find(({ name }) => name === section);
  return inFile ? mechanicsOf(workspace, inFile) : Object.hasOwn(tables, section) ? (tables[section] ?? {}) : {};
}
