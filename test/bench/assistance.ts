import { completionsAt } from "../../src/core/language/completion/completionsAt";
import { hoverAt } from "../../src/core/language/hover/hoverAt";
import { thresholdsLinter } from "../../src/core/thresholds/lintThresholds";
import { seededRandom } from "../unit/seededRandom";
import { largeFacts, largeThresholds } from "../unit/thresholds/largeFile";
import { timed, type Ratio } from "./keystrokes";
import { median } from "./median";

const lines = 5000;
const places = 200;

/** What completion and hover cost at random places of a file of 5,000 lines, beside reading and checking all of it. */
export function assistance(seed: number): Ratio[] {
  const random = seededRandom(seed);
  const facts = largeFacts(400, new Date("2026-01-04T16:00:00Z"));
  const text = largeThresholds(lines, random);
  const written = text.split("\n");
  const full = median(Array.from({ length: 9 }, () => timed(() => thresholdsLinter()("t.yaml", text, facts))[1]));
  const at = Array.from({ length: places }, () => {
    const line = Math.floor(random() * written.length) + 1;
    return { line, column: Math.floor(random() * ((written[line - 1]?.length ?? 0) + 1)) + 1 };
  });
  const ratio = (what: string, work: (line: number, column: number) => unknown): Ratio => {
    const ms = median(at.map(({ line, column }) => timed(() => work(line, column))[1]));
    const detail = `median of ${places} places: ${ms.toFixed(2)} ms, ${full.toFixed(1)} ms (seed ${seed})`;
    return { figure: `${what}, 5,000 lines ÷ full check`, ratio: ms / full, bar: 1 / 10, detail };
  };
  return [
    ratio("completion", (line, column) => completionsAt("thresholds", text, line, column, facts)),
    ratio("hover", (line, column) => hoverAt("thresholds", text, line, column, facts)),
  ];
}
