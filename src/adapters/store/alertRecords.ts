import { join } from "node:path";
import * as z from "zod";
import type { AlertRecords } from "../../app/ports";
import type { DeadLetter } from "../../core/alerts/deadLetter";
import type { FollowUpRecord } from "../../core/alerts/followUp";
import type { ToldEnd } from "../../core/alerts/toldEnd";
import { appendLine, readLines } from "./jsonLines";
import { rememberedLines } from "./rememberedLines";

/** What is kept for alerts, in files of their own beside the runs. As there, what is read is checked as far as it is relied on. */
export function alertRecords(folder: string): AlertRecords {
  const toldEnds = join(folder, "told-ends.jsonl");
  const followUps = join(folder, "follow-ups.jsonl");
  const deadLetters = join(folder, "dead-letters.jsonl");
  // Asked for at each look.
  const [knownEnds, knownFollowUps] = [
    rememberedLines(toldEnds, toldEndSchema, () => true),
    rememberedLines(followUps, followUpSchema),
  ];
  return {
    keepToldEnd: async (end) => appendLine(toldEnds, end),
    toldEnds: async () => knownEnds(),
    keepFollowUp: async (record) => appendLine(followUps, record),
    followUps: async () => knownFollowUps(),
    keepDeadLetter: async (letter) => appendLine(deadLetters, letter),
    deadLetters: async () => readLines(deadLetters, deadLetterSchema),
  };
}

const toldEndSchema = z
  .looseObject({
    id: z.string(),
    run: z.string(),
    number: z.int(),
    toldAt: z.iso.datetime(),
    conservative: z.iso.datetime(),
    confidence: z.enum(["low", "medium", "high"]),
  })
  .transform((end) => end as unknown as ToldEnd);

const followUpSchema = z
  .looseObject({
    id: z.string(),
    run: z.string(),
    backfill: z.string(),
    step: z.string(),
    state: z.enum(["started", "ended", "skipped"]),
    at: z.iso.datetime(),
    exitCode: z.union([z.literal(0), z.literal(1), z.literal(2)]).nullable(),
    text: z.string(),
    receipt: z.string().nullable(),
  })
  .transform((record) => record as unknown as FollowUpRecord);

const deadLetterSchema = z
  .looseObject({
    id: z.string(),
    state: z.enum(["waiting", "sent", "given-up"]),
    at: z.iso.datetime(),
    tries: z.int(),
    reason: z.string().nullable(),
    body: z.looseObject({ text: z.string(), blocks: z.array(z.unknown()) }),
  })
  .transform((letter) => letter as unknown as DeadLetter);
