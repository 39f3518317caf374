import { killCampaign } from "./campaign.mjs";

/** Who is killed, which share of all kills that is, and how many of them are extension hosts. */
const parts = {
  commands: { what: "the command line", windows: 0, share: 0, of: 0.5 },
  window: { what: "the extension host, with runs by command line and others", windows: 1, share: 0.5, of: 0.25 },
  windows: { what: "two windows and the command line at once", windows: 2, share: 0.6, of: 0.25 },
};

/**
 * The whole campaign.
 * @returns a row for each part, for people, and a sentence for each thing that was wrong
 */
export async function killRows({ seed, kills, part, onRow = () => undefined }) {
  const rows = [];
  const wrong = [];
  let total = 0;
  const add = (row) => {
    rows.push(row);
    onRow(row);
  };
  for (const [name, { what, windows, share, of }] of Object.entries(parts)) {
    if (part !== undefined && part !== name) continue;
    const count = part === undefined ? Math.ceil(kills * of) : kills;
    const found = await killCampaign({ seed: seed + rows.length, kills: count, windows, share });
    total += found.commands + found.hosts;
    const { lost, doubled, unreadable, untrue, stuck } = found;
    add([
      `SIGKILLs of ${what}`,
      `${found.commands} of commands, ${found.hosts} of hosts, ${found.runs} runs: ${lost.length} lost, ${doubled.length} doubled, ${unreadable.length} unreadable, ${untrue.length} untrue ends, ${stuck.length} stuck locks`,
    ]);
    wrong.push(...[lost, doubled, unreadable, untrue, stuck].flat());
  }
  add(["all SIGKILLs", `${total}: ${wrong.length} things wrong`]);
  return { rows, wrong, total };
}
