import { estimateEnd } from "../../../src/core/backfills/estimateEnd";
import { median } from "../median";
import { outcomes, shares, type Outcome } from "./coverage";
import { families } from "./families";

/** Of each family, what was looked at while the estimate was made, and what was not. */
const seeds = [
  { first: 1, heldOut: false },
  { first: 301, heldOut: true },
] as const;
const seedsEach = 100;

/** What is asked of a nominal 90 % pair. */
const bars = { held: [0.8, 0.98], ofFamily: 0.75, width: 4 } as const;

export type EtaFigures = {
  /** `figure`, `measured`, `bar`, as the other figures are told. */
  readonly rows: readonly (readonly [string, string, string])[];
  /** A line a family. */
  readonly table: readonly string[];
  readonly met: boolean;
};

type Judged = Outcome & { readonly heldOut: boolean };

/** How often the pair holds the true end, over families of simulated runs. */
export function etaFigures(): EtaFigures {
  const byFamily = families.map((family, index) => {
    const judged = seeds.flatMap(({ first, heldOut }) =>
      Array.from({ length: seedsEach }, (_, seed) =>
        outcomes(family, index * 1000 + first + seed, estimateEnd).map((outcome) => ({ ...outcome, heldOut })),
      ).flat(),
    );
    return { name: family.name, judged };
  });
  const all = byFamily.flatMap(({ judged }) => judged);
  const figures = shares.flatMap((share) =>
    [false, true].map((heldOut) => {
      const held = heldShare(all.filter((one) => one.share === share && one.heldOut === heldOut));
      return {
        name: `ETA pair at ${share * 100} % done, ${heldOut ? "seeds 301–400, never used for tuning" : "seeds 1–100"}`,
        measured: percent(held),
        bar: `${percent(bars.held[0])} to ${percent(bars.held[1])}`,
        met: held >= bars.held[0] && held <= bars.held[1],
      };
    }),
  );
  const worst = Math.min(...byFamily.flatMap(({ judged }) => halves(judged).map(heldShare)));
  const width = median(all.map((one) => one.width));
  figures.push(
    {
      name: `ETA pair in the worst of ${families.length} families × ${2 * seedsEach} seeds (either half)`,
      measured: percent(worst),
      bar: `at least ${percent(bars.ofFamily)}`,
      met: worst >= bars.ofFamily,
    },
    {
      name: "ETA pair, conservative over optimistic time left (median)",
      measured: width.toFixed(2),
      bar: `under ${bars.width}`,
      met: width < bars.width,
    },
  );
  return {
    rows: figures.map(({ name, measured, bar }) => [name, measured, bar] as const),
    table: [header(), ...byFamily.map(({ name, judged }) => line(name, judged)), line("all", all)],
    met: figures.every(({ met }) => met),
  };
}

const nameWidth = 52;

function header(): string {
  const columns = shares.map((share) => `${share * 100} % done`.padStart(15)).join("");
  return `${"held, and median of conservative over optimistic".padEnd(nameWidth)}${columns}${"tuned".padStart(9)}${"held out".padStart(10)}`;
}

function line(name: string, judged: readonly Judged[]): string {
  const columns = shares.map((share) => {
    const there = judged.filter((one) => one.share === share);
    return `${percent(heldShare(there))} ${median(there.map((one) => one.width)).toFixed(1)}`.padStart(15);
  });
  const [tuned = 0, heldOut = 0] = halves(judged).map(heldShare);
  return `${name.padEnd(nameWidth)}${columns.join("")}${percent(tuned).padStart(9)}${percent(heldOut).padStart(10)}`;
}

function halves(judged: readonly Judged[]): Judged[][] {
  return [false, true].map((heldOut) => judged.filter((one) => one.heldOut === heldOut));
}

function heldShare(judged: readonly Outcome[]): number {
  return judged.filter(({ held }) => held).length / judged.length;
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}
