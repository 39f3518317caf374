import type { Diagnostic } from "../../diagnostic";
import { diagnosticAt } from "../../yaml/readYaml";
import type { KnownPipeline } from "./knownPipeline";
import { itemPath } from "../readablePipeline";

/** Globs of logs and checkpoints that no file fits: perhaps a mistake, perhaps only before the first run. */
export function nothingMatches({ readable: { pipeline, yaml }, facts: { surroundings } }: KnownPipeline): Diagnostic[] {
  if (surroundings === null) return [];
  const { globs } = surroundings;
  return Object.entries(pipeline.backfills).flatMap(([name, { log, checkpoint }]) => {
    const logs = log.map((glob, index) => ({ glob, path: itemPath(yaml, ["backfills", name, "log"], index) }));
    const patterns = [
      ...logs,
      ...(checkpoint === null ? [] : [{ glob: checkpoint, path: ["backfills", name, "checkpoint"] }]),
    ];
    return patterns.flatMap(({ glob, path }) => {
      if (!Object.hasOwn(globs, glob) || globs[glob] !== false) return [];
      const message = `No file fits ${glob} yet. It may come with the first run; otherwise correct the pattern.`;
      return [diagnosticAt(yaml, yaml.rangeOfValue(path), "information", "nothing-matches", message)];
    });
  });
}
