/** Longer words are no names; comparing two takes as long as their lengths multiplied. */
const longest = 200;

/**
 * The candidates that a mistyped word most probably meant, nearest first, three at most.
 * Distance: Damerau–Levenshtein (optimal string alignment); a third of the word may differ, or it is part of the candidate.
 */
export function nearest(word: string, candidates: Iterable<string>): string[] {
  if (word.length > longest) return [];
  const wanted = word.toLowerCase();
  return [...new Set(candidates)]
    .filter((candidate) => candidate.length <= longest)
    .map((candidate) => ({ candidate, distance: distanceOf(wanted, candidate.toLowerCase()) }))
    .filter(
      ({ candidate, distance }) =>
        distance <= Math.max(1, Math.floor(wanted.length / 3)) ||
        (wanted.length > 2 && candidate.toLowerCase().includes(wanted)),
    )
    .sort((a, b) => a.distance - b.distance || a.candidate.localeCompare(b.candidate))
    .slice(0, 3)
    .map(({ candidate }) => candidate);
}

/** What may have been meant, as a question; null where nothing is near. */
export function didYouMean(near: readonly string[]): string | null {
  return near.length === 0 ? null : `Did you mean ${near.join(" or ")}?`;
}

function distanceOf(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const cost = a[row - 1] === b[column - 1] ? 0 : 1;
      let best = Math.min(at(last, column) + 1, at(current, column - 1) + 1, at(last, column - 1) + cost);
      if (row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1])
        best = Math.min(best, at(beforeLast, column - 2) + 1);
      current.push(best);
    }
    beforeLast = last;
    last = current;
  }
  return at(last, b.length);
}

function at(row: readonly number[], column: number): number {
  return row[column] ?? Number.POSITIVE_INFINITY;
}
