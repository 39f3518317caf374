import * as z from "zod";
import type { FollowUp } from "./pipeline";

const gateNamed = /^gate \S.*$/;
const onlyReads = "must be validate, gate or gate NAME: only what reads follows by itself, nothing that writes.";

const step = z.union([z.enum(["validate", "gate"]), z.string().regex(gateNamed, { error: onlyReads })], {
  error: onlyReads,
});

/** What follows when a run ends: one step, or a list of them. */
export const thenSchema = z.union(
  [step.transform((written) => [followUpOf(written)]), z.array(step.transform(followUpOf))],
  { error: onlyReads },
);

function followUpOf(written: string): FollowUp {
  if (written === "validate") return { kind: "validate" };
  return { kind: "gate", name: gateNamed.test(written) ? written.slice("gate ".length).trim() : null };
}
