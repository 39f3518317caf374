import { isAbsolute, relative } from "node:path";

/** Relative to the workspace root where it lies inside it. */
export function shownPath(root: string, path: string): string {
  const inside = relative(root, path);
  return inside === "" || inside.startsWith("..") || isAbsolute(inside) ? path : inside;
}
