import assert from "node:assert/strict";
import { appendFileSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as z from "zod";
import { readLines } from "../../../src/adapters/store/jsonLines";
import { rememberedLines } from "../../../src/adapters/store/rememberedLines";
import { seededRandom } from "../seededRandom";

const schema = z.object({ id: z.string(), value: z.number() });
const line = (id: string, value: number): string => `\n${JSON.stringify({ id, value })}\n`;
const never = (): boolean => false;

describe("records that are read again and again", () => {
  let folder: string;
  let file: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "headgate-lines-"));
    file = join(folder, "runs.jsonl");
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it("are the very same list while nothing was added, and nobody can change it", () => {
    const read = rememberedLines(file, schema, never);
    assert.deepEqual(read(), []);
    writeFileSync(file, line("a", 1));
    const first = read();
    assert.equal(read(), first);
    assert.throws(() => first.push({ id: "b", value: 2 }), TypeError);
    appendFileSync(file, line("b", 2) + line("a", 3));
    assert.deepEqual(read(), [
      { id: "a", value: 3 },
      { id: "b", value: 2 },
    ]);
    assert.deepEqual(first, [{ id: "a", value: 1 }]);
  });

  it("are what the whole file says, however it was written, torn, edited or replaced", () => {
    const seed = Number(process.env["SEED"] ?? Date.now() % 1_000_000);
    const random = seededRandom(seed);
    const read = rememberedLines(file, schema, never);
    let size = 0;
    writeFileSync(file, "");
    for (let step = 0; step < 300; step++) {
      const text = line(`id${Math.floor(random() * 20)} ä`, step);
      const chance = random();
      if (chance < 0.6) appendFileSync(file, text);
      else if (chance < 0.75) appendFileSync(file, Buffer.from(text).subarray(0, Math.floor(random() * text.length)));
      else if (chance < 0.85) writeFileSync(file, text.repeat(1 + Math.floor(random() * 9)));
      else if (chance < 0.95) truncateSync(file, Math.floor(random() * size));
      else rmSync(file, { force: true });
      if (chance >= 0.95) writeFileSync(file, text);
      if (random() < 0.7) assert.deepEqual(read(), readLines(file, schema), `seed ${seed}, step ${step}`);
      size = readLines(file, schema).length * 10;
    }
  });
});
