import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { inputsFrom } from "../../fuzz/inputs";
import { targetsWith } from "../../fuzz/targets";
import { minimised, problemWith } from "../../fuzz/try";

const root = join(__dirname, "../../..");
const seed = Number(process.env["SEED"] ?? Date.now() % 1_000_000);
const forMs = 8_000;

// The same inputs as `npm run fuzz`, for a few seconds. How long each takes is asked there.
describe(`broken texts (seed ${seed}; set SEED to repeat, npm run fuzz for more)`, () => {
  const inputOf = inputsFrom(root);
  const targets = targetsWith(readFileSync(join(root, "examples/flights/headgate.yaml"), "utf8"));

  it("make nothing throw that reads what people write, and every place told of lies inside the text", function () {
    const until = performance.now() + forMs;
    let tried = 0;
    for (; tried < 200 || performance.now() < until; tried++) {
      const { text } = inputOf(seed, tried);
      for (const target of targets) {
        const problem = problemWith(target, text);
        if (problem === undefined) continue;
        const least = minimised(target, { target: target.name, problem, text });
        assert.fail(`seed ${seed}, input ${tried}, ${target.name}: ${least.problem}\n${JSON.stringify(least.text)}`);
      }
    }
  });
});
