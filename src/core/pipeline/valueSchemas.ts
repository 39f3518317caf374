import * as z from "zod";
import { parseCalendarDate, type CalendarDate } from "../calendar";
import type { DayDeclaration } from "./pipeline";

/** YAML gives a date as text; a number or a date object would have lost how it was written. */
export const dateSchema = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/, { error: ({ input }) => notADay(String(input)) })
  .transform((text, context): CalendarDate => {
    const date = parseCalendarDate(text);
    if (date) return date;
    context.addIssue({ code: "custom", message: notADay(text) });
    return z.NEVER;
  });

function notADay(text: string): string {
  return `${text} is not a calendar day; write it as 2024-01-31.`;
}

const moment =
  /^\d{4}-\d{2}-\d{2}(?:[T ](?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,9})?)?(?: ?(?:Z|[+-]\d{2}(?::?\d{2})?))?)?$/;

/** A day, or a time of it, as the warehouse compares it with a column. */
export const momentSchema = z
  .string()
  .regex(moment, { error: noMoment })
  // Whether such a day exists: no pattern tells.
  .refine((text) => !moment.test(text) || parseCalendarDate(text.slice(0, 10)) !== undefined, { error: noMoment });

function noMoment({ input }: { readonly input?: unknown }): string {
  return `${String(input)} is no day or time; write it as 2024-01-31 or 2024-01-31T13:50:00Z.`;
}

const daysAgo = /^(\d{1,5}) days? ago$/;
const daySchema = z.union(
  [
    z.literal("today"),
    z.literal("yesterday"),
    z
      .string()
      .regex(daysAgo)
      .transform((text) => ({ daysAgo: Number(daysAgo.exec(text)?.[1]) })),
    dateSchema,
  ],
  { error: "write a day as 2024-01-31, or today, yesterday, or 90 days ago." },
);

/** A closed range of days; both may be told relative to today. */
export const windowSchema = z
  .strictObject({
    start: daySchema.meta({ description: "The first day that counts.", examples: ["2024-01-01", "90 days ago"] }),
    end: daySchema.meta({
      description:
        "The last day that counts: a day, `yesterday`, `today` or `7 days ago`, told anew with each measurement.",
      examples: ["yesterday", "2024-03-31"],
    }),
  })
  .refine(({ start, end }) => !endsBefore(start, end), { message: "the window ends before it starts." });

/** Of relative days it cannot be told yet. */
function endsBefore(start: DayDeclaration, end: DayDeclaration): boolean {
  const [first, last] = [start, end].map((day) => (typeof day === "string" ? parseCalendarDate(day) : undefined));
  return first !== undefined && last !== undefined && first > last;
}

export const timeZoneSchema = z
  .string()
  .refine(isTimeZone, { message: "is not a time zone that this machine knows; write it as America/New_York." });

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

export const names = z.array(z.string().min(1));

/** One name, or a list of them. */
export const oneOrMore = z.union([z.string().transform((name) => [name]), names], {
  error: "must be a text or a list of texts.",
});

export const wordOrNumber = z.union([z.string(), z.number().transform(String)], { error: "must be a text." });

/** An argument list, run without a shell; or a line for the user's shell. */
export const command = z.union([z.array(wordOrNumber).min(1), z.string().min(1)], {
  error: 'write the command as a list of arguments: [python, job.py, --start-date, "{start}"].',
});

export const environment = z.record(
  z.string(),
  z.union([z.string(), z.number(), z.boolean()], { error: "must be a text." }).transform(String),
);
