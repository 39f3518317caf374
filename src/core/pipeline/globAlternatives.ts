/** More patterns than anybody writes out by braces; each pair of them doubles their number. */
export const mostAlternatives = 500;

/**
 * The globs that one with braces stands for: `a{b,c}d` is `abd` and `acd`; braces may stand in one another.
 * @returns null for more than 500 of them, which nobody looks for
 */
export function globAlternatives(pattern: string): string[] | null {
  let plain = [pattern];
  for (;;) {
    const next = new Set(plain.flatMap(innermostReplaced));
    if (next.size > mostAlternatives) return null;
    // Without braces left nothing is replaced any more.
    if (next.size === plain.length && plain.every((one) => next.has(one))) return plain;
    plain = [...next];
  }
}

/** The pattern with its last opening brace replaced by each of its choices; itself where it has none. */
function innermostReplaced(pattern: string): string[] {
  const open = pattern.lastIndexOf("{");
  const close = pattern.indexOf("}", open);
  if (open < 0 || close < 0) return [pattern];
  const [before, after] = [pattern.slice(0, open), pattern.slice(close + 1)];
  const choices = pattern.slice(open + 1, close).split(",");
  return choices.map((choice) => before + choice + after);
}
