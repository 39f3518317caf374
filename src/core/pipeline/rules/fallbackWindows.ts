import type { Diagnostic } from "../../diagnostic";
import { diagnosticAt } from "../../yaml/readYaml";
import { takes } from "../commandLine";
import type { KnownPipeline } from "./knownPipeline";

/** Windows to fall back on that a training of the gate could not be told. */
export function fallbackWindows({ readable: { pipeline, raw, yaml } }: KnownPipeline): Diagnostic[] {
  return Object.entries(raw.gates ?? {}).flatMap(([name, { fallback }]): Diagnostic[] => {
    if (fallback === undefined) return [];
    return Object.entries(pipeline.trainings).flatMap(([training, { gate, command }]) => {
      if (gate !== name || (takes(command, "start") && takes(command, "end"))) return [];
      const message = `The gate ${name} falls back on another window, and this command could not be told it. Give it {start} and {end}.`;
      const range = yaml.rangeOfKey(["trainings", training, "command"]);
      return [diagnosticAt(yaml, range, "error", "fallback-without-dates", message)];
    });
  });
}
