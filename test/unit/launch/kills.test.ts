import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";

/** The short form of `npm run kills`. */
describe("the command line, killed at random moments", () => {
  it("loses nothing, doubles nothing, and leaves nothing in the way", async () => {
    const words = ["--import", "tsx", "test/kills/run.mjs", "--kills", "5", "--part", "commands"];
    const campaign = spawn(process.execPath, words);
    let told = "";
    for (const stream of [campaign.stdout, campaign.stderr]) stream.on("data", (data) => (told += String(data)));
    const [code] = (await once(campaign, "close")) as [number | null];
    // It begins with its seed.
    assert.equal(code, 0, told);
    assert.match(told, /^all SIGKILLs: 5: 0 things wrong$/m);
  });
});
