import type { Diagnostic } from "../../diagnostic";
import { diagnosticAt } from "../../yaml/readYaml";
import type { KnownPipeline } from "./knownPipeline";
import { globAlternatives, mostAlternatives } from "../globAlternatives";
import { itemPath } from "../readablePipeline";

const tooMany = `The braces of this pattern stand for more than ${mostAlternatives} others, and none of them is looked for. Use * instead.`;

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
      if (globAlternatives(glob) === null)
        return [diagnosticAt(yaml, yaml.rangeOfValue(path), "error", "too-many-alternatives", tooMany)];
      if (!Object.hasOwn(globs, glob) || globs[glob] !== false) return [];
      const message = `No file fits ${glob} yet. It may come with the first run; otherwise correct the pattern.`;
      return [diagnosticAt(yaml, yaml.rangeOfValue(path), "information", "nothing-matches", message)];
    });
  });
}
