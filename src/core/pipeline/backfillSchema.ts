import * as z from "zod";
import { thenSchema } from "./followUpSchema";
import { command, environment, oneOrMore, wordOrNumber } from "./valueSchemas";

const text = z.string().min(1);

/** A job that fills tables for a range of dates. */
export const backfillSchema = z
  .strictObject({
    kind: z.enum(["job", "orchestrator"]).optional().meta({
      description: "`job` fills dates itself; `orchestrator` waits for other backfills. Default: job.",
      default: "job",
    }),
    command: command.optional().meta({
      description:
        "The command that starts it: a list of arguments, run without a shell. Placeholders such as {start} and {end} are replaced; a text instead of a list is run by your shell.",
      examples: [["python", "jobs/orders.py", "--start-date", "{start}", "--end-date", "{end}"]],
    }),
    retry: command.optional().meta({
      description: "The command that fills exactly the failed and unfinished dates, given as {failed_dates}.",
      examples: [["python", "jobs/orders.py", "--dates", "{failed_dates}"]],
    }),
    env: environment.optional().meta({
      description: "Environment variables of its processes, over the inherited ones.",
      examples: [{ PYTHONPATH: "." }],
    }),
    match: text.optional().meta({
      description:
        "The file name of an argument by which a process is known that Headgate did not start. Default: the script in `command`.",
      examples: ["orders_backfill.py"],
    }),
    log: oneOrMore.optional().meta({
      description: "Where its logs lie: a glob, or a list of them.",
      examples: ["logs/orders*.log"],
    }),
    output: text.optional().meta({
      description: "The file for the output of a run that Headgate starts. Default: `logs/<name>_<time>.log`.",
      examples: ["logs/orders.log"],
    }),
    progress: text.optional().meta({
      description:
        "The log recipe that reads its progress: a shipped one, one of `recipes`, or the path of a file. Default: day-by-day.",
      examples: ["day-by-day"],
      default: "day-by-day",
    }),
    checkpoint: text.optional().meta({
      description:
        "A JSON checkpoint that it writes, or a glob: it tells the dates where the log does not, and is held against the log where it does.",
      examples: ["/tmp/checkpoints/orders_*.json"],
    }),
    after: oneOrMore.optional().meta({
      description: "The backfills that must have ended before this one starts.",
      examples: [["customers"]],
    }),
    tables: oneOrMore.optional().meta({
      description: "The sections of the thresholds file whose tables it fills.",
      examples: [["orders"]],
    }),
    reads: oneOrMore.optional().meta({
      description:
        "The sections of the thresholds file whose tables it reads; they must be there before it starts. Default: the tables of its `after:`.",
      examples: [["customers", "prices"]],
    }),
    stop_grace_seconds: z
      .number()
      .min(0)
      .max(86_400)
      .optional()
      .meta({
        description: "How long it may take to end when it is asked to stop, before it is ended by force. Default: 5.",
        examples: [60],
        default: 5,
      }),
    expected_records: z
      .number()
      .int()
      .min(0)
      .optional()
      .meta({ description: "How many rows a whole run is expected to write.", examples: [72000] }),
    then: thenSchema.optional().meta({
      description:
        "What follows by itself when a run ends: `validate` measures its tables, `gate` decides every gate that asks for one of them, `gate NAME` that one. Only what reads: nothing that writes can follow.",
      examples: [["validate", "gate"]],
    }),
  })
  .describe("One backfill: a job that fills tables for a range of dates.");

/** What a fix should bring about: a bound's key, and the lowest and highest value expected of it. */
const expectation = z
  .tuple([z.number(), z.number()], { error: "write the lowest and the highest value: [90, 100]." })
  .refine(([low, high]) => low <= high, { message: "the lowest value comes first: [90, 100]." })
  .describe("The lowest and the highest value expected after the fix.");

/** A change to the code, and what it should change in the data. */
export const fixSchema = z
  .strictObject({
    commit: wordOrNumber.meta({ description: "The commit that holds the fix.", examples: ["390caba"] }),
    table: z
      .string()
      .optional()
      .meta({
        description: "The section of the thresholds file whose table it mends.",
        examples: ["player_game_summary"],
      }),
    expect: z
      .record(z.string(), expectation)
      .optional()
      .meta({
        description: "For keys of that section: the lowest and the highest value that the fix should bring.",
        examples: [{ usage_rate_pct: [90, 100] }],
      }),
  })
  .describe("One fix: what was mended, and what it should change.");
