/** The latest pauses: of a log of many millions of lines, enough to know how long it may rest. */
export function recentPauses(): { take(pause: number): void; all(): readonly number[] } {
  const most = 20_000;
  let kept: number[] = [];
  return {
    take(pause) {
      kept.push(pause);
      if (kept.length > 2 * most) kept = kept.slice(-most);
    },
    all: () => kept,
  };
}
