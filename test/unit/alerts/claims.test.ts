import assert from "node:assert/strict";
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { readdirSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { buildSync } from "esbuild";
import { alertPorts } from "../../../src/adapters/notify/alertPorts";
import { temporaryFolder } from "../launch/launching";

/** A process that claims what it is told to: with `tell` it tells it as well, without it holds on until it is killed. */
const claimer = `
import { alertPorts } from ${JSON.stringify(join(__dirname, "../../../src/adapters/notify/alertPorts.ts"))};
const [folder, tell, ...ids] = process.argv.slice(2);
const { claims } = alertPorts(folder, "nowhere");
const mine = [];
for (const id of ids) {
  const claim = claims.claim("editor", id);
  if (!claim.ok) throw new Error(claim.error.message);
  if (claim.value.kind !== "claimed") continue;
  mine.push(id);
  if (tell === "tell") claim.value.done();
}
process.stdout.write(JSON.stringify(mine) + "\\n");
if (tell !== "tell") setInterval(() => undefined, 60_000);
`;

describe("claims", () => {
  let folder: string;
  let script: string;
  before(() => {
    folder = temporaryFolder("claims");
    script = join(folder, "claimer.js");
    buildSync({
      stdin: { contents: claimer, resolveDir: folder, loader: "ts" },
      outfile: script,
      bundle: true,
      platform: "node",
      format: "cjs",
    });
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  const store = (name: string): string => join(folder, name, ".headgate");
  const begin = (name: string, tell: string, ids: readonly string[]): ChildProcess =>
    spawn(process.execPath, [script, store(name), tell, ...ids], { stdio: ["ignore", "pipe", "inherit"] });
  async function claimedBy(child: ChildProcess): Promise<string[]> {
    assert.ok(child.stdout);
    const [line] = (await once(child.stdout, "data")) as [Buffer];
    return JSON.parse(String(line)) as string[];
  }
  const kindOf = (name: string, id: string, channel: "editor" | "webhook" = "editor"): string => {
    const claim = alertPorts(store(name), "nowhere").claims.claim(channel, id);
    assert.ok(claim.ok);
    return claim.value.kind === "claimed" ? `claimed ${claim.value.attempt}` : claim.value.kind;
  };

  it("go to exactly one of many processes that want the same at once", async () => {
    const ids = Array.from({ length: 40 }, (_, index) => `ended run-${index}`);
    const children = Array.from({ length: 6 }, () => begin("many", "tell", ids));
    const claimed = await Promise.all(children.map(claimedBy));
    assert.deepEqual(claimed.flat().sort(), ids.toSorted());
    assert.equal(kindOf("many", "ended run-7"), "done");
    assert.equal(kindOf("many", "ended run-7", "webhook"), "claimed 1", "each channel tells it once");
  });

  it("are held by a living process, and void once it was killed before it told", async () => {
    const child = begin("killed", "hold", ["ended run-1"]);
    assert.deepEqual(await claimedBy(child), ["ended run-1"]);
    assert.equal(kindOf("killed", "ended run-1"), "held");
    child.kill("SIGKILL");
    await once(child, "exit");
    const ids = ["ended run-1"];
    const next = await Promise.all(Array.from({ length: 5 }, () => begin("killed", "tell", ids)).map(claimedBy));
    assert.deepEqual(next.flat(), ids, "exactly one takes it over");
    assert.equal(kindOf("killed", "ended run-1"), "done");
  });

  it("that were given back can be claimed again", () => {
    const { claims } = alertPorts(store("back"), "nowhere");
    const claim = claims.claim("webhook", "x");
    assert.ok(claim.ok && claim.value.kind === "claimed");
    claim.value.release();
    assert.equal(kindOf("back", "x", "webhook"), "claimed 1");
  });

  it("without a text, as a crash leaves them, are void after a moment", () => {
    const { claims } = alertPorts(store("torn"), "nowhere");
    claims.claim("editor", "x");
    const [name = ""] = readdirSync(join(store("torn"), "alerts"));
    const file = join(store("torn"), "alerts", name);
    writeFileSync(file, "");
    assert.equal(kindOf("torn", "x"), "held");
    const then = new Date(Date.now() - 10_000);
    utimesSync(file, then, then);
    assert.equal(kindOf("torn", "x"), "claimed 2");
  });

  it("are forgotten after two months, but not since when a channel tells", () => {
    const { claims } = alertPorts(store("old"), "nowhere");
    const since = claims.since("editor");
    for (const id of ["old", "young"]) {
      const claim = claims.claim("editor", id);
      assert.ok(claim.ok && claim.value.kind === "claimed");
      claim.value.done();
      if (id === "young") continue;
      const then = new Date(Date.now() - 61 * 86_400_000);
      for (const name of readdirSync(join(store("old"), "alerts")))
        utimesSync(join(store("old"), "alerts", name), then, then);
    }
    claims.prune();
    assert.deepEqual([kindOf("old", "old"), kindOf("old", "young")], ["claimed 1", "done"]);
    assert.deepEqual(claims.since("editor"), since);
  });

  it("say why nothing can be claimed", () => {
    writeFileSync(join(folder, "file"), "");
    const claim = alertPorts(join(folder, "file"), "nowhere").claims.claim("editor", "x");
    assert.ok(!claim.ok);
    assert.equal(claim.error.code, "store-unwritable");
  });
});
