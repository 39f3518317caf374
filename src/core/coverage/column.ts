/** A column as its table has it: the name as the engine spells it, the engine's own type, and what that type means here. */
export type Column = { readonly name: string; readonly type: string; readonly kind: ColumnKind };

export type ColumnKind =
  | "boolean"
  | "integer"
  | "decimal"
  | "float"
  | "text"
  | "date"
  /** A time of day on a calendar, without a zone: never shifted. */
  | "timestamp"
  /** A moment, told in a zone (`timezone:`). */
  | "instant"
  | "array"
  | "other";

export function isNumeric(kind: ColumnKind): boolean {
  return kind === "integer" || kind === "decimal" || kind === "float";
}

/** The column of this name: as spelt, else the only one that differs in upper and lower case alone. */
export function findColumn(columns: readonly Column[], name: string): Column | undefined {
  const exact = columns.find((column) => column.name === name);
  if (exact) return exact;
  const alike = columns.filter((column) => column.name.toLowerCase() === name.toLowerCase());
  return alike.length === 1 ? alike[0] : undefined;
}

/** The columns of a table as they were last seen, for the editor, the command line and CI to say the same of names. */
export type RecordedSchema = {
  readonly connection: string;
  /** As `table:` names it; the section's name where it names none. */
  readonly table: string;
  /** When they were seen (ISO 8601, UTC). */
  readonly at: string;
  readonly columns: readonly Column[];
};

/** What was last seen of a table; null where nothing was. Without a connection's name, any connection's table counts. */
export function recordedSchema(
  table: string,
  connection: string | null,
  schemas: readonly RecordedSchema[],
): RecordedSchema | null {
  const named = schemas.filter((schema) => schema.table === table);
  return named.find((schema) => connection === null || schema.connection === connection) ?? null;
}
