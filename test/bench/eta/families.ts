import { between, exponential, lognormal, normal, pareto, whole, type Random } from "./draws";
import type { Plan } from "./pool";

/** Families of workloads: what a run may be like. Each seed draws another run of the family. */
export type Family = { readonly name: string; readonly plan: (random: Random) => Plan };

const second = 1000;

type Shape = {
  readonly dates?: readonly [number, number];
  readonly workers?: readonly [number, number];
  /** Length of one date; `share` runs from 0 to 1 over the dates. */
  readonly length: (random: Random, share: number, index: number) => number;
};

function drawn(random: Random, { dates = [60, 400], workers = [1, 1], length }: Shape): Plan & { lengths: number[] } {
  const count = whole(random, ...dates);
  const scale = between(random, 2, 60) * second;
  const lengths = Array.from({ length: count }, (_, index) => scale * length(random, index / count, index));
  return { tries: lengths.map((one) => [one]), lengths, workers: whole(random, ...workers) };
}

function family(name: string, shape: Shape): Family {
  return { name, plan: (random) => drawn(random, shape) };
}

function total({ tries, workers }: Plan): number {
  return tries.flat().reduce((sum, one) => sum + one, 0) / workers;
}

const uneven = (random: Random): number => lognormal(random, 0.6);

/** From a share of the work on, everything takes `factor` times as long. */
function paceChange(plan: Plan, share: number, factor: number): Plan {
  const at = share * total(plan);
  return { ...plan, wall: (working) => (working <= at ? working : at + (working - at) * factor) };
}

/** Times in which nothing at all goes on. */
function rests(plan: Plan, pauses: readonly { readonly at: number; readonly long: number }[]): Plan {
  return {
    ...plan,
    wall: (working) => working + pauses.reduce((sum, { at, long }) => sum + (working > at ? long : 0), 0),
  };
}

/** Days of a season in a year of games, and days off. */
function season(random: Random, index: number, first: number): number {
  return (index + first) % 365 < 255 ? lognormal(random, 0.4) : 0.02 * lognormal(random, 0.3);
}

/** Tries of a date: some fail, in `cost` of their length, and are tried up to twice more. */
function retried(plan: Plan, random: Random, chance: number, cost: number): Plan {
  return {
    ...plan,
    tries: plan.tries.flatMap(([length = 0]) => {
      const tries = [];
      while (tries.length < 2 && random() < chance) tries.push(length * cost);
      return [[...tries, length]];
    }),
  };
}

export const families: readonly Family[] = [
  family("even dates, 1 worker", { length: (random) => 1 + 0.1 * normal(random) ** 2 }),
  family("even dates, 2 to 15 workers", { workers: [2, 15], length: (random) => 1 + 0.1 * normal(random) ** 2 }),
  family("uneven dates, 1 worker", { length: (random) => lognormal(random, 0.5) }),
  family("very uneven dates, 1 worker", { length: (random) => lognormal(random, 1) }),
  family("very uneven dates, 2 to 6 workers", { workers: [2, 6], length: (random) => lognormal(random, 1) }),
  family("uneven dates, 7 to 15 workers", { workers: [7, 15], length: (random) => lognormal(random, 0.7) }),
  family("exponential dates, 1 to 15 workers", { workers: [1, 15], length: exponential }),
  family("heavy tails, 1 worker", { length: (random) => pareto(random, 1.8) }),
  family("heavy tails, 2 to 6 workers", { workers: [2, 6], length: (random) => pareto(random, 2) }),
  family("heavy tails, 7 to 15 workers", { workers: [7, 15], length: (random) => pareto(random, 2.2) }),
  family("few dates, 1 to 4 workers", { dates: [20, 40], workers: [1, 4], length: uneven }),
  family("944 dates, 15 workers", { dates: [944, 944], workers: [15, 15], length: uneven }),
  family("60 to 120 dates, 15 workers", { dates: [60, 120], workers: [15, 15], length: uneven }),
  {
    name: "season and off-season, 1 worker",
    plan: (random) => {
      const first = whole(random, 0, 200);
      return drawn(random, { dates: [400, 944], length: (r, _, index) => season(r, index, first) });
    },
  },
  {
    name: "season and off-season, 15 workers",
    plan: (random) => {
      const first = whole(random, 0, 200);
      const length: Shape["length"] = (r, _, index) => season(r, index, first);
      return drawn(random, { dates: [400, 944], workers: [15, 15], length });
    },
  },
  family("weekends are long", {
    workers: [1, 4],
    length: (random, _, index) => (index % 7 > 4 ? 3 : 0.5) * uneven(random),
  }),
  family("one date in five takes ten times as long, 1 worker", {
    length: (random) => (random() < 0.2 ? 3.6 : 0.36) * lognormal(random, 0.3),
  }),
  family("one date in five takes ten times as long, 8 workers", {
    workers: [8, 8],
    length: (random) => (random() < 0.2 ? 3.6 : 0.36) * lognormal(random, 0.3),
  }),
  family("seven dates in ten nearly empty, 1 worker", {
    length: (random) => (random() < 0.7 ? 0.04 : 3) * lognormal(random, 0.4),
  }),
  family("seven dates in ten nearly empty, 4 to 15 workers", {
    workers: [4, 15],
    length: (random) => (random() < 0.7 ? 0.04 : 3) * lognormal(random, 0.4),
  }),
  family("dates grow to twice their size", {
    workers: [1, 6],
    length: (random, share) => (1 + share) * uneven(random),
  }),
  family("dates grow to three times their size", {
    workers: [1, 15],
    length: (random, share) => (0.6 + 1.2 * share) * uneven(random),
  }),
  family("dates shrink to a third", { workers: [1, 15], length: (random, share) => (1.5 - share) * uneven(random) }),
  family("sorted by size, the small ones first", {
    workers: [1, 8],
    length: (random, share) => Math.exp(0.7 * Math.log(0.3 + 3 * share) + 0.1 * normal(random)),
  }),
  {
    name: "the pace falls to half at some moment",
    plan: (random) => paceChange(drawn(random, { workers: [1, 8], length: uneven }), between(random, 0.15, 0.85), 2),
  },
  {
    name: "the pace doubles at some moment",
    plan: (random) => paceChange(drawn(random, { workers: [1, 8], length: uneven }), between(random, 0.15, 0.85), 0.5),
  },
  {
    name: "the pace falls to a third early",
    plan: (random) => paceChange(drawn(random, { workers: [1, 15], length: uneven }), between(random, 0.02, 0.25), 3),
  },
  {
    name: "half of the workers are taken away",
    plan: (random) => {
      const plan = drawn(random, { workers: [4, 15], length: uneven });
      const [after, left] = [between(random, 0.15, 0.85) * plan.tries.length, Math.ceil(plan.workers / 2)];
      return { ...plan, workersAt: (ended) => (ended < after ? plan.workers : left) };
    },
  },
  {
    name: "workers are doubled",
    plan: (random) => {
      const plan = drawn(random, { workers: [2, 7], length: uneven });
      const after = between(random, 0.15, 0.85) * plan.tries.length;
      return { ...plan, workersAt: (ended) => (ended < after ? plan.workers : 2 * plan.workers) };
    },
  },
  {
    name: "workers die one by one",
    plan: (random) => {
      const plan = drawn(random, { workers: [6, 15], length: uneven });
      const every = plan.tries.length / (0.6 * plan.workers);
      return { ...plan, workersAt: (ended) => plan.workers - Math.floor(ended / every) };
    },
  },
  {
    name: "three pauses that nobody tells of",
    plan: (random) => {
      const plan = drawn(random, { workers: [1, 8], length: uneven });
      const pause = (): { at: number; long: number } => ({
        at: random() * total(plan),
        long: between(random, 0.03, 0.12) * total(plan),
      });
      return rests(plan, [pause(), pause(), pause()]);
    },
  },
  {
    name: "the machine sleeps, and that is known",
    plan: (random) => {
      const plan = drawn(random, { workers: [1, 8], length: uneven });
      const [at, long] = [between(random, 0.02, 0.95) * total(plan), between(random, 0.3, 3) * total(plan)];
      return { ...rests(plan, [{ at, long }]), suspended: [{ from: at, to: at + long }] };
    },
  },
  {
    name: "one long pause early on that nobody tells of",
    plan: (random) => {
      const plan = drawn(random, { workers: [1, 8], length: uneven });
      const [at, long] = [between(random, 0.02, 0.28) * total(plan), between(random, 0.3, 2) * total(plan)];
      return rests(plan, [{ at, long }]);
    },
  },
  {
    name: "one date in ten fails at once",
    plan: (random) => drawn(random, { workers: [1, 8], length: (r) => (r() < 0.1 ? 0.02 : 1) * uneven(r) }),
  },
  {
    name: "one date in ten fails after a long timeout",
    plan: (random) => drawn(random, { workers: [1, 8], length: (r) => (r() < 0.1 ? 5 : uneven(r)) }),
  },
  {
    name: "a time in which every date fails at once",
    plan: (random) => {
      const [from, long] = [between(random, 0.05, 0.8), between(random, 0.05, 0.15)];
      const length: Shape["length"] = (r, share) => (share > from && share < from + long ? 0.03 : uneven(r));
      return drawn(random, { workers: [1, 8], length });
    },
  },
  {
    name: "failed tries are tried again, slowly",
    plan: (random) => retried(drawn(random, { workers: [1, 8], length: uneven }), random, 0.2, 1),
  },
  {
    name: "failed tries are tried again, quickly",
    plan: (random) => retried(drawn(random, { workers: [1, 8], length: uneven }), random, 0.3, 0.05),
  },
  family("the first dates are slow", {
    workers: [1, 8],
    length: (random, share) => (share < 0.05 ? 5 : 1) * uneven(random),
  }),
  family("the first dates are fast", {
    workers: [1, 8],
    length: (random, share) => (share < 0.08 ? 0.4 : 1) * uneven(random),
  }),
  {
    name: "the pace wanders",
    plan: (random) => {
      let level = 0;
      const length: Shape["length"] = (r) => {
        level = 0.97 * level + 0.12 * normal(r);
        return Math.exp(level) * lognormal(r, 0.3);
      };
      return drawn(random, { workers: [1, 8], length });
    },
  },
  {
    name: "the day is slower than the night",
    plan: (random) => {
      const plan = drawn(random, { dates: [200, 500], workers: [1, 8], length: uneven });
      const [period, phase] = [total(plan) / between(random, 1.5, 4), random()];
      // The integral of 1 + 0.6 sin.
      const grown = (at: number): number =>
        at - ((0.6 * period) / (2 * Math.PI)) * Math.cos(2 * Math.PI * (at / period + phase));
      return { ...plan, wall: (working) => grown(working) - grown(0) };
    },
  },
  {
    name: "results are written in batches of ten",
    plan: (random) => {
      const plan = drawn(random, { dates: [120, 400], workers: [1, 1], length: uneven });
      const lengths = plan.lengths;
      const batched = lengths.map((_, index) => {
        const whole = lengths.slice(Math.floor(index / 10) * 10, Math.floor(index / 10) * 10 + 10);
        return index % 10 === 0 ? [whole.reduce((sum, one) => sum + one, 0)] : [0.001];
      });
      return { ...plan, tries: batched };
    },
  },
];
