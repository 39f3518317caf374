import type { Diagnostic } from "../../diagnostic";
import { diagnosticAt } from "../../yaml/readYaml";
import { followUpSteps } from "../../alerts/followUp";
import { namesIn } from "../readablePipeline";
import type { KnownPipeline } from "./knownPipeline";

/** `then: gate` of a backfill whose tables no gate asks for: nothing would follow. */
export function followUpGates({ readable }: KnownPipeline): Diagnostic[] {
  const { pipeline, yaml, mistakes } = readable;
  // A gate that cannot be read may be the one that asks for them.
  if (namesIn(readable, "gates") === null || mistakes.some(([kind]) => kind === "gates")) return [];
  return Object.entries(pipeline.backfills).flatMap(([name, backfill]): Diagnostic[] => {
    const asks = backfill.then.some((step) => step.kind === "gate" && step.name === null);
    const found = followUpSteps(backfill, pipeline.gates).some(({ kind }) => kind === "gate");
    if (!asks || found) return [];
    const range = yaml.rangeOfValue(["backfills", name, "then"]);
    const message =
      backfill.tables.length === 0
        ? `Which gates follow is told by tables: of ${name}, and it has none. Declare its tables, or write gate NAME.`
        : `No gate asks for ${backfill.tables.join(" or ")}, so none follows ${name}. Write gate NAME, or take gate out.`;
    return [diagnosticAt(yaml, range, "warning", "no-gate-follows", message)];
  });
}
