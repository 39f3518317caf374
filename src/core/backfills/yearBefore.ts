import { sum } from "./sum";
import { quantile } from "./quantile";

const fewestCompared = 30;
/** The year before has to explain dates so much better than their mean does. */
const mostUnexplained = 0.7;
const leastKnown = 0.7;

/**
 * Mean length of the dates that are left, by those of the same days a year before, where the run itself has shown that a year repeats:
 * the days of an off-season have next to nothing in them.
 * @param lengths day → how long its date took
 * @param left days that have not ended
 * @returns null where the run is not that long, or its years are not alike
 */
export function lengthByYearBefore(lengths: ReadonlyMap<number, number>, left: readonly number[]): number | null {
  const yearBefore = (day: number): number | undefined =>
    quantile(
      [366, 365, 364].flatMap((days) => lengths.get(day - days) ?? []),
      0.5,
    );
  const compared = [...lengths].flatMap(([day, length]) => {
    const before = yearBefore(day);
    return before === undefined ? [] : [{ length, before }];
  });
  const mean = sum([...lengths.values()]) / Math.max(1, lengths.size);
  const byYear = sum(compared.map(({ length, before }) => Math.abs(length - before)));
  const byMean = sum(compared.map(({ length }) => Math.abs(length - mean)));
  if (compared.length < fewestCompared || byYear > mostUnexplained * byMean) return null;
  const told = left.map(yearBefore);
  if (told.filter((length) => length !== undefined).length < leastKnown * left.length) return null;
  const scale = sum(compared.map(({ length }) => length)) / sum(compared.map(({ before }) => before));
  return (sum(told.map((length) => length ?? mean)) / left.length) * Math.min(2, Math.max(0.5, scale));
}
