import * as z from "zod";
import { dateSchema, momentSchema, oneOrMore, wordOrNumber } from "./valueSchemas";

/** A cohort: rows told apart by when or by what they were written. */
export const cohortSchema = z
  .strictObject({
    since: momentSchema.optional().meta({
      description: "Rows written at or after this day or time, by the column `written_at:`.",
      examples: ["2026-01-03", "2026-01-03T13:50:00Z"],
    }),
    since_commit: wordOrNumber.optional().meta({
      description: "Rows written by code that has this commit in it. A short hash is enough.",
      examples: ["390caba"],
    }),
    code_version: oneOrMore.optional().meta({
      description: "Rows written by exactly these versions of the code, by the column `code_version:`.",
      examples: [["2001.2"]],
    }),
  })
  .nullable()
  .describe("The rows of one cohort. `{}` takes all rows that no cohort above it has taken.");

const skip = z
  .array(
    z
      .strictObject({
        from: dateSchema.describe("The first day without rows."),
        until: dateSchema.describe("The last day without rows."),
      })
      .refine(({ from, until }) => from <= until, { message: "ends before it begins." }),
  )
  .optional()
  .meta({
    description: "Ranges of days on which no rows are expected, such as an off-season.",
    examples: [[{ from: "2024-07-01", until: "2024-09-30" }]],
  });

const dayList = z.union([z.literal("every day"), z.literal("weekdays"), z.array(dateSchema)], {
  error: "write `every day`, `weekdays`, a list of days, or `{ from: table.column }`.",
});

/** The days on which a table must have rows. */
export const expectedSchema = z.union(
  [
    dayList,
    z.strictObject({ days: dayList.describe("The days: `every day`, `weekdays`, or a list."), skip }),
    z.strictObject({
      from: z
        .string()
        .regex(/^.[^.]*\../, { error: "write the table and its column: schedule.game_date." })
        .meta({
          description: "The column of another table that lists the days, written `table.column`.",
          examples: ["nba_reference.schedule.game_date"],
        }),
      skip,
    }),
  ],
  {
    error:
      "write `every day`, `weekdays`, a list of days, `{ from: table.column }`, or `{ days: …, skip: [{ from, until }] }`.",
  },
);
