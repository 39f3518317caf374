/** Random durations, all with a mean near one. */
export type Random = () => number;

export function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

export function lognormal(random: Random, sigma: number): number {
  return Math.exp(sigma * normal(random) - (sigma * sigma) / 2);
}

/** Heavy-tailed: the smaller `alpha`, the heavier. */
export function pareto(random: Random, alpha: number): number {
  return ((alpha - 1) / alpha) * (1 - random()) ** (-1 / alpha);
}

export function exponential(random: Random): number {
  return -Math.log(1 - random());
}

export function between(random: Random, low: number, high: number): number {
  return low + (high - low) * random();
}

export function whole(random: Random, low: number, high: number): number {
  return Math.floor(between(random, low, high + 1));
}
