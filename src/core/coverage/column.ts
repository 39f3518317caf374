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
