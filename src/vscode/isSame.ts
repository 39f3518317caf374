/**
 * Whether two values of plain JSON say the same. What is the very same object is not looked into: most of what one look tells, the
 * look before has told as well.
 */
export function isSame(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (typeof one !== "object" || typeof other !== "object" || one === null || other === null) return false;
  if (Array.isArray(one) || Array.isArray(other))
    return Array.isArray(one) && Array.isArray(other) && isSameList(one, other);
  const [ones, others] = [new Map(Object.entries(one)), Object.entries(other)];
  return ones.size === others.length && others.every(([key, value]) => ones.has(key) && isSame(ones.get(key), value));
}

function isSameList(one: readonly unknown[], other: readonly unknown[]): boolean {
  return one.length === other.length && one.every((value, index) => isSame(value, other[index]));
}
