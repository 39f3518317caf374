import type { DialectName } from "../coverage/sql/dialect";
import type { Pipeline } from "./pipeline";

/**
 * The SQL that a table's engine speaks.
 * @param connection as its mechanics name it; null: the only one there is
 * @returns null where it is not known: no such connection, or several and none named
 */
export function connectionDialect(
  pipeline: Pick<Pipeline, "connections"> | null,
  connection: string | null,
): DialectName | null {
  const { connections } = pipeline ?? { connections: {} };
  const [only, ...others] = Object.keys(connections);
  const name = connection ?? (others.length === 0 ? only : undefined);
  return name !== undefined && Object.hasOwn(connections, name) ? (connections[name]?.type ?? null) : null;
}
