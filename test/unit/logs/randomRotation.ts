import { copyFile, rename, rm, truncate, open, readFile, writeFile, type FileHandle } from "node:fs/promises";
import { gzipSync } from "node:zlib";
import { join } from "node:path";

/** Whole numbers in [0, limit). */
export type Random = { below(limit: number): number };

/** A log that is written and rotated at random, as programs and logrotate do it; `whole` is all that was ever written. */
export type RotatedLog = {
  readonly path: string;
  /** Does one thing, and says what. */
  step(): Promise<string>;
  whole(): string;
  close(): Promise<void>;
};

export async function rotatedLog(
  folder: string,
  random: Random,
  lineOf: (index: number) => string,
): Promise<RotatedLog> {
  const path = join(folder, "x.log");
  let written = Buffer.alloc(0);
  let lines = 0;
  /** Where the program writes: appending, or at the position that it remembers. */
  let appends = true;
  let file: FileHandle = await open(path, "a");
  let position = 0;
  /** Bytes of a line that was begun and has no end yet. */
  let torn = Buffer.alloc(0);

  async function put(bytes: Buffer): Promise<void> {
    await file.write(bytes, 0, bytes.length, appends ? null : position);
    position += bytes.length;
    written = Buffer.concat([written, bytes]);
  }

  async function write(): Promise<string> {
    let bytes = torn;
    torn = Buffer.alloc(0);
    for (let count = 1 + random.below(6); count > 0; count--)
      bytes = Buffer.concat([bytes, Buffer.from(`${lineOf(lines++)}\n`)]);
    // At any byte, also in the middle of a letter.
    const cut = random.below(3) === 0 ? bytes.length - random.below(Math.min(30, bytes.length)) : bytes.length;
    torn = bytes.subarray(cut);
    await put(bytes.subarray(0, cut));
    return `${cut} bytes`;
  }

  async function shift(): Promise<void> {
    await rm(`${path}.3.gz`, { force: true });
    for (const [from, to] of [
      [".2.gz", ".3.gz"],
      [".1", ".2"],
    ] as const)
      await rename(path + from, path + to).catch(() => undefined);
    const second = await readFile(`${path}.2`).catch(() => null);
    if (second === null) return;
    await writeFile(`${path}.2.gz`, gzipSync(second));
    await rm(`${path}.2`);
  }

  async function reopen(): Promise<void> {
    await file.close();
    file = await open(path, "a");
    appends = true;
    position = 0;
  }

  const steps: (readonly [name: string, weight: number, run: () => Promise<string>])[] = [
    ["write", 10, write],
    [
      "rename and create",
      2,
      async () => {
        await shift();
        await rename(path, `${path}.1`);
        // The program notices later, and writes on to the older file meanwhile.
        if (random.below(2) === 0) await write();
        await reopen();
        return "";
      },
    ],
    [
      "copy and truncate",
      2,
      async () => {
        await shift();
        await copyFile(path, `${path}.1`);
        await truncate(path, 0);
        return appends ? "appending" : "leaving a hole";
      },
    ],
    [
      "write at a position",
      1,
      async () => {
        await file.close();
        file = await open(path, "r+");
        position = (await file.stat()).size;
        appends = false;
        return "";
      },
    ],
  ];

  return {
    path,
    async step() {
      let at = random.below(steps.reduce((sum, [, weight]) => sum + weight, 0));
      for (const [name, weight, run] of steps) if ((at -= weight) < 0) return `${name} ${await run()}`;
      return "";
    },
    whole: () => written.toString("utf8"),
    close: () => file.close(),
  };
}
