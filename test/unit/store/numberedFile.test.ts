import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { buildSync } from "esbuild";
import { changeNumbered, readNumbered } from "../../../src/adapters/store/numberedFile";
import { eventually, temporaryFolder } from "../launch/launching";
import { seededRandom } from "../seededRandom";

/** Adds names to a list, one change each, and writes each name to a file of its own once the change was made. */
const adder = `
import { appendFileSync } from "node:fs";
import { changeNumbered } from "./src/adapters/store/numberedFile";
const [folder = "", me = "", count = "", acknowledged = ""] = process.argv.slice(2);
for (let index = 0; index < Number(count); index++) {
  const name = me + " " + index;
  const has = (value: unknown) => Array.isArray(value) && value.includes(name);
  changeNumbered(folder, "names", (value) => [...(Array.isArray(value) ? value : []), name], has);
  appendFileSync(acknowledged, name + "\\n");
}
`;

describe("a file that many change at once", () => {
  let root: string;
  let program: string;
  const folder = (): string => join(root, "locks");
  const names = (): string[] => readNumbered(folder(), "names") as string[];

  before(() => {
    root = temporaryFolder("numbered");
    program = join(root, "adder.cjs");
    const stdin = { contents: adder, resolveDir: process.cwd(), loader: "ts" as const };
    buildSync({ stdin, outfile: program, bundle: true, platform: "node", format: "cjs" });
  });
  beforeEach(() => rmSync(folder(), { recursive: true, force: true }));
  after(() => rmSync(root, { recursive: true, force: true }));

  function adding(me: string, count: number): ReturnType<typeof spawn> {
    return spawn(process.execPath, [program, folder(), me, String(count), join(root, `${me}.txt`)], {
      stdio: ["ignore", "ignore", "inherit"],
    });
  }

  const begun = (me: string): Promise<true> => eventually(() => existsSync(join(root, `${me}.txt`)) || null);

  it("has every change once, whoever was faster", async () => {
    const adders = ["a", "b", "c", "d", "e", "f"].map((me) => adding(me, 20));
    assert.deepEqual(
      (await Promise.all(adders.map((one) => once(one, "exit")))).map(([code]) => code as number),
      [0, 0, 0, 0, 0, 0],
    );
    assert.equal(names().length, 120);
    assert.equal(new Set(names()).size, 120);
    assert.equal(readdirSync(folder()).length, 1, "what counts no longer is cleared away");
  });

  it("keeps what was acknowledged, and lets others go on, whenever somebody is killed", async () => {
    const seed = Date.now() % 1_000_000;
    const random = seededRandom(seed);
    const killed = ["k1", "k2", "k3", "k4", "k5", "k6"].map(async (me) => {
      const one = adding(me, 10_000);
      await begun(me);
      await sleep(random() * 200);
      one.kill("SIGKILL");
      await once(one, "exit");
      return me;
    });
    const told = (await Promise.all(killed)).flatMap((me) =>
      readFileSync(join(root, `${me}.txt`), "utf8")
        .split("\n")
        .filter(Boolean),
    );
    const kept = names();
    assert.deepEqual(
      told.filter((name) => !kept.includes(name)),
      [],
      `seed ${seed}`,
    );
    assert.equal(new Set(kept).size, kept.length, `seed ${seed}`);
    changeNumbered(
      folder(),
      "names",
      () => ["later"],
      (value) => Array.isArray(value) && value.includes("later"),
    );
    assert.deepEqual(names(), ["later"]);
  });

  it("is not fooled by a number that was cleared away while somebody was asleep", () => {
    const list = (...all: string[]): void =>
      changeNumbered(
        folder(),
        "names",
        () => all,
        (value) => Array.isArray(value) && value.includes(all.at(-1)),
      );
    list("one");
    let slept = false;
    changeNumbered(
      folder(),
      "names",
      (value) => {
        if (!slept) {
          slept = true;
          list("one", "two");
          list("one", "two", "three");
        }
        return [...(value as string[]), "mine"];
      },
      (value) => Array.isArray(value) && value.includes("mine"),
    );
    assert.deepEqual(names(), ["one", "two", "three", "mine"]);
  });

  it("that a power cut left empty counts as nothing", () => {
    mkdirSync(folder(), { recursive: true });
    const file = join(folder(), "names.7.json");
    writeFileSync(file, "");
    // As old as such a file is when the machine is back.
    const past = new Date(Date.now() - 60_000);
    utimesSync(file, past, past);
    changeNumbered(
      folder(),
      "names",
      (value) => [value ?? "nothing"],
      () => true,
    );
    assert.deepEqual(names(), ["nothing"]);
  });
});
