import { earlierPacesOf } from "../../core/backfills/forecast";
import type { BackfillStatus, Phase } from "../../core/backfills/status";
import { isUnderWay, timeline, type TimelineSource } from "../../core/backfills/timeline";
import type { Ports } from "../ports";
import { runsNamed } from "./runs";
import type { Workspace } from "../workspace";

/** So many of the latest times tell how long a step takes. */
const mostTimes = 5;

/** What is under way and what comes after it, by the records of earlier times; nothing is read while no backfill runs. */
export async function readTimeline(
  { pipeline }: Workspace,
  { store }: Pick<Ports, "store">,
  rows: readonly BackfillStatus[],
): Promise<Phase[]> {
  if (!rows.some(isUnderWay)) return [];
  const [forecasts, measured, runs] = await Promise.all([store.forecasts(), store.validationTimes(), store.runs()]);
  const backfills = Object.entries(pipeline.backfills).map(([name, { kind, after, tables }]) => ({
    name,
    kind,
    after,
    tables,
  }));
  const trainings = Object.entries(pipeline.trainings).map(([name, { gate }]) => ({ name, gate }));
  const tookTraining = (name: string): number[] =>
    runsNamed(runs, "training", name)
      .flatMap(({ started, ended }) =>
        ended?.exitCode === 0 ? Date.parse(ended.endedAt) - Date.parse(started.startedAt) : [],
      )
      .slice(-mostTimes);
  const took: TimelineSource["took"] = {
    backfills: byName(backfills, (name) => earlierPacesOf(forecasts, name).map(({ workedMs }) => workedMs)),
    validations: (tables) =>
      measured
        .filter((one) => tables.every((table) => one.tables.includes(table)))
        .map(({ durationMs }) => durationMs)
        .slice(-mostTimes),
    trainings: byName(trainings, tookTraining),
  };
  return timeline({ backfills, rows, trainings, took });
}

function byName(
  declared: readonly { readonly name: string }[],
  tookOf: (name: string) => number[],
): Readonly<Record<string, readonly number[]>> {
  return Object.fromEntries(declared.map(({ name }) => [name, tookOf(name)]));
}
