import type { Target } from "./targets";

export type Finding = { readonly target: string; readonly problem: string; readonly text: string };

/** Puts a text to a target. Where something is wrong, `problem` says what; a thrown error counts. */
export function problemWith(target: Target, text: string): string | undefined {
  try {
    return target.run(text);
  } catch (error) {
    return `threw ${error instanceof Error ? (error.stack?.split("\n").slice(0, 4).join(" ") ?? error.message) : String(error)}`;
  }
}

/** What kind of problem it is: the same whatever numbers and names are in it. */
function kindOf(problem: string): string {
  return problem.replace(/[\d:.-]+/g, "#").slice(0, 60);
}

/** The shortest text that could be found in some seconds in which the same goes wrong. */
export function minimised(target: Target, finding: Finding, mostMs = 3_000): Finding {
  let best = finding;
  const until = performance.now() + mostMs;
  for (let size = Math.ceil(best.text.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2))
    for (let at = 0; at < best.text.length && performance.now() < until;) {
      const text = best.text.slice(0, at) + best.text.slice(at + size);
      const problem = problemWith(target, text);
      if (problem !== undefined && kindOf(problem) === kindOf(finding.problem)) best = { ...best, text, problem };
      else at += size;
    }
  return best;
}
