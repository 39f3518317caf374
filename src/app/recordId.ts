import { createHash } from "node:crypto";

/**
 * An id made from what a record says: whoever says the same gets the same id, whatever the order of its keys.
 * @param record plain JSON
 * @returns 16 hexadecimal digits
 */
export function recordId(record: object): string {
  return createHash("sha256").update(canonical(record)).digest("hex").slice(0, 16);
}

function canonical(value: unknown): string {
  if (value === undefined) return "null";
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  const entries = Object.entries(value).filter(([, member]) => member !== undefined);
  entries.sort(([one], [other]) => (one < other ? -1 : 1));
  return `{${entries.map(([key, member]) => `${JSON.stringify(key)}:${canonical(member)}`).join(",")}}`;
}
