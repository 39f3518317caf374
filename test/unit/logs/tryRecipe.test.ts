import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { fileSystem } from "../../../src/adapters/logs/fileSystem";
import { readLog } from "../../../src/app/logs/readLog";
import { tryRecipe, windowBytes, type MarkedLog } from "../../../src/app/logs/tryRecipe";
import { triedLogText } from "../../../src/core/report/triedLogText";

const ports = { files: fileSystem, recipesFolder: join(__dirname, "../../../config/recipes") };
const log = `2026-01-04 10:00:00,000 - INFO - Processing 3 days with 2 parallel workers
2026-01-04 10:00:01,000 - INFO -   ✓ 2024-01-01: 3 records
2026-01-04 10:00:02,000 - INFO - uploaded 3 of 12 files
Traceback: nothing
2026-01-04 10:00:03,000 - ERROR -   ✗ 2024-01-02: Processing failed
2026-01-04 10:00:04,000 - INFO -   ✓ 2024-01-03: 4 rec`;

describe("trying a recipe on a log", () => {
  let folder = "";
  const file = (name: string, content: string | Buffer): string => {
    const path = join(folder, name);
    writeFileSync(path, content);
    return path;
  };
  const tried = async (
    name: string,
    path: string,
    options: Parameters<typeof tryRecipe>[3] = {},
  ): Promise<MarkedLog> => {
    const marked = await tryRecipe(ports, name, path, { timezone: "UTC", ...options });
    if (!marked.ok) throw new Error(marked.error.message);
    return marked.value;
  };

  before(() => (folder = mkdtempSync(join(tmpdir(), "headgate-recipe-"))));
  after(() => rmSync(folder, { recursive: true, force: true }));

  it("says where the closing summary counts other dates than the lines", async () => {
    const end = "2026-01-04 10:00:05,000 - INFO - ";
    const whole = `${log}ords\n${end}PARALLEL BACKFILL COMPLETE\n${end}  Successful: 3\n${end}  Failed: 0\n`;
    const { remarks } = (await tried("day-by-day", file("differs.log", whole))).tried;
    assert.deepEqual(remarks, [
      "The closing summary counts 3 successful dates, and the lines of the log 2.",
      "The closing summary counts 0 failed dates, and the lines of the log 1.",
    ]);
  });

  it("marks what was caught, by kind, and what looks as if it should have been", async () => {
    const { text, isWhole, marks } = await tried("day-by-day", file("a.log", log));
    assert.deepEqual([text, isWhole], [log, true]);
    assert.deepEqual(
      marks.map(({ line, kind, tells }) => `${line} ${kind} ${tells.replace("\n", " | ")}`),
      [
        "0 start start, by rule 8: total 3, workers 2 | 2026-01-04T10:00:00.000Z",
        "1 succeeded succeeded, by rule 5: date 2024-01-01, records 3 | 2026-01-04T10:00:01.000Z",
        "2 missed No rule of the recipe fits this line, which looks like progress.",
        "4 failed failed, by rule 6: date 2024-01-02, reason Processing failed | 2026-01-04T10:00:03.000Z",
      ],
    );
  });

  it("takes the text of the editor before that of the disk, and recipes of headgate.yaml before shipped ones", async () => {
    const named = {
      "day-by-day": { rules: [{ event: "progress" as const, pattern: "at (?P<done>\\d+)/(?P<total>\\d+)" }] },
    };
    const { marks, tried: read } = await tried("day-by-day", file("b.log", "on disk"), {
      text: "at 3/9\nat 4/9\n",
      named,
    });
    assert.deepEqual([marks.length, read.done, read.total], [2, 4, 9]);
  });

  it("shows the end of a long log, and reads all of it", async () => {
    const filler = "2026-01-04 10:00:00,500 - INFO - nothing of note\n".repeat(Math.ceil((2 * windowBytes) / 49));
    const [first = "", ...rest] = log.split("\n");
    const {
      text,
      isWhole,
      marks,
      tried: read,
    } = await tried("day-by-day", file("long.log", `${first}\n${filler}${rest.join("\n")}`));
    assert.equal(isWhole, false);
    assert.ok(text.length <= windowBytes && text.startsWith("2026-01-04 10:00:00,500"));
    assert.deepEqual(
      marks.map(({ line }) => text.split("\n")[line]?.slice(24)),
      [
        "- INFO -   ✓ 2024-01-01: 3 records",
        "- INFO - uploaded 3 of 12 files",
        "- ERROR -   ✗ 2024-01-02: Processing failed",
      ],
    );
    assert.deepEqual([read.total, read.done, read.failed], [3, 1, 1]);
  });

  it("reads compressed logs, in the command line too", async () => {
    const path = file("a.log.1.gz", gzipSync(log));
    assert.equal((await tried("day-by-day", path)).text, log);
    const read = await readLog(ports, "day-by-day", path, { timezone: "UTC" });
    assert.ok(read.ok);
    const [first, ...others] = triedLogText(read.value, new Date("2026-01-04T12:00:00Z")).split("\n");
    assert.equal(first, "running: 1 done, 1 failed, of 3; 3 records");
    assert.ok(others.includes("failed: 2024-01-02") && others.includes("  2024-01-02  Processing failed"));
    assert.deepEqual(read.value.uncaught, [
      { line: 3, text: "2026-01-04 10:00:02,000 - INFO - uploaded 3 of 12 files" },
    ]);
    assert.deepEqual(read.value.remarks, ["The last line has no end yet, so it was not counted."]);
  });

  it("says what is wrong with a damaged archive", async () => {
    const path = file("broken.log.gz", gzipSync(log).subarray(0, 60));
    const read = await readLog(ports, "day-by-day", path, {});
    assert.match(read.ok ? "" : read.error.message, /broken\.log\.gz could not be read: unexpected end of file\.$/);
  });
});
