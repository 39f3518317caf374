import assert from "node:assert/strict";
import { thresholdsLinter } from "../../src/core/thresholds/lintThresholds";
import { seededRandom } from "../unit/seededRandom";
import { largeFacts, largeThresholds } from "../unit/thresholds/largeFile";
import { median } from "./median";

/** A figure beside what it is held against, both measured in this run. */
export type Ratio = { readonly figure: string; readonly ratio: number; readonly bar: number; readonly detail: string };

const lines = 5000;
const edits = 200;

/**
 * What one keystroke in a file of 5,000 lines costs until its diagnostics are fresh, beside reading and checking the whole of
 * the same text anew; both give the same diagnostics each time. Edits fall at random places, the same for the same seed.
 */
export function keystrokes(seed: number): Ratio {
  const random = seededRandom(seed);
  const facts = largeFacts(400, new Date("2026-01-04T16:00:00Z"));
  const linter = thresholdsLinter();
  const text = largeThresholds(lines, random);
  linter("t.yaml", text, facts);
  const keystroke: number[] = [];
  const full: number[] = [];
  for (let edit = 0; edit < edits; edit++) {
    const at = Math.floor(random() * text.length);
    const typed = ["5", "x", " ", "\n"][Math.floor(random() * 4)] ?? "";
    const edited = random() < 0.3 ? text.slice(0, at) + text.slice(at + 1) : text.slice(0, at) + typed + text.slice(at);
    const [found, ms] = timed(() => linter("t.yaml", edited, facts));
    const [expected, fullMs] = timed(() => thresholdsLinter()("t.yaml", edited, facts));
    assert.deepEqual(found, expected, `edit ${edit} of seed ${seed}`);
    keystroke.push(ms);
    full.push(fullMs);
    // What was typed is taken back, so that mistakes do not pile up.
    linter("t.yaml", text, facts);
  }
  const detail = `medians of ${edits} edits: ${median(keystroke).toFixed(1)} ms, ${median(full).toFixed(1)} ms (seed ${seed})`;
  return {
    figure: "keystroke to fresh diagnostics, 5,000 lines ÷ full check",
    ratio: median(keystroke) / median(full),
    bar: 1 / 5,
    detail,
  };
}

export function timed<T>(work: () => T): [T, number] {
  const start = performance.now();
  const value = work();
  return [value, performance.now() - start];
}
