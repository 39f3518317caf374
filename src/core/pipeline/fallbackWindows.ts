import type { Diagnostic } from "../diagnostic";
import { diagnosticAt, type Path } from "../yaml/readYaml";
import { schemaDiagnostics } from "../yaml/schemaDiagnostics";
import { takes } from "./commandLine";
import { windowSchema } from "./mechanicsSchema";
import type { KnownPipeline } from "./pipelineRules";

/** Windows to fall back on that are none, or that a training of the gate could not be told. */
export function fallbackWindows({ readable: { pipeline, raw, yaml } }: KnownPipeline): Diagnostic[] {
  return Object.entries(raw.gates ?? {}).flatMap(([name, { fallback }]): Diagnostic[] => {
    if (fallback === undefined) return [];
    const path: Path = ["gates", name, "fallback"];
    const window =
      typeof fallback === "object" && fallback !== null && "window" in fallback ? fallback.window : undefined;
    if (window === undefined)
      return [diagnosticAt(yaml, yaml.rangeOfKey(path), "error", "missing-key", "window is missing here.")];
    const parsed = windowSchema.safeParse(window);
    if (!parsed.success)
      return schemaDiagnostics(yaml, parsed.error.issues, [...path, "window"], () => ["start", "end"]);
    return Object.entries(pipeline.trainings).flatMap(([training, { gate, command }]) => {
      if (gate !== name || (takes(command, "start") && takes(command, "end"))) return [];
      const message = `The gate ${name} falls back on another window, and this command could not be told it. Give it {start} and {end}.`;
      const range = yaml.rangeOfKey(["trainings", training, "command"]);
      return [diagnosticAt(yaml, range, "error", "fallback-without-dates", message)];
    });
  });
}
