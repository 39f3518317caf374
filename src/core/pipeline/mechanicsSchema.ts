import * as z from "zod";
import { parseCalendarDate, type CalendarDate } from "../calendar";
import type { CohortDeclaration, ExpectedDates, TableMechanics } from "./pipeline";

/** YAML gives a date as text; a number or a date object would have lost how it was written. */
export const dateSchema = z.string().transform((text, context): CalendarDate => {
  const date = parseCalendarDate(text);
  if (date) return date;
  context.addIssue({ code: "custom", message: `${text} is not a calendar day; write it as 2024-01-31.` });
  return z.NEVER;
});

const daySchema = z.union([z.literal("today"), z.literal("yesterday"), dateSchema], {
  error: "write a day as 2024-01-31, or today, or yesterday.",
});
export const windowSchema = z
  .strictObject({ start: daySchema, end: daySchema })
  .refine(({ start, end }) => !parseCalendarDate(start) || !parseCalendarDate(end) || start <= end, {
    message: "the window ends before it starts.",
  });

export const names = z.array(z.string().min(1));
/** One name, or a list of them. */
export const oneOrMore = z.union([z.string().transform((name) => [name]), names], {
  error: "must be a text or a list of texts.",
});
const rangeSchema = z.strictObject({ from: dateSchema, until: dateSchema });
const cohortSchema = z
  .strictObject({
    since: z.string().optional(),
    since_commit: z.union([z.string(), z.number().transform(String)]).optional(),
    code_version: oneOrMore.optional(),
  })
  .nullable();
const skip = z.array(rangeSchema).optional();
const dayList = z.union([z.literal("every day"), z.literal("weekdays"), z.array(dateSchema)], {
  error: "write `every day`, `weekdays`, a list of days, or `{ from: table.column }`.",
});
const expectedSchema = z.union(
  [
    dayList,
    z.strictObject({ days: dayList, skip }),
    z.strictObject({
      from: z.string().regex(/.+\..+/, { message: "write the table and its column: schedule.game_date." }),
      skip,
    }),
  ],
  {
    error:
      "write `every day`, `weekdays`, a list of days, `{ from: table.column }`, or `{ days: …, skip: [{ from, until }] }`.",
  },
);

export const timeZoneSchema = z
  .string()
  .refine(isTimeZone, { message: "is not a time zone that this machine knows; write it as America/New_York." });

/** The mechanics of a table, in `tables:` of `headgate.yaml` or in the section itself. */
export const mechanicsShape = {
  connection: z.string().optional(),
  table: z.string().min(1).optional(),
  date_column: z.string().min(1).optional(),
  timezone: timeZoneSchema.optional(),
  where: z.string().min(1).optional(),
  key: oneOrMore.optional(),
  written_at: z.string().min(1).optional(),
  code_version: z.string().min(1).optional(),
  columns: z.record(z.string(), z.string().min(1)).optional(),
  warn_only: names.optional(),
  cohorts: z.record(z.string(), cohortSchema).optional(),
  expected_dates: expectedSchema.optional(),
  settle_hours: z.number().min(0).optional(),
  window: windowSchema.optional(),
  empty_is_missing: z.boolean().optional(),
  allow_empty: z.boolean().optional(),
};
export const mechanicsSchema = z.strictObject(mechanicsShape);
export const mechanicsKeys = Object.keys(mechanicsShape);

const undeclared: TableMechanics = {
  connection: null,
  table: null,
  dateColumn: null,
  timezone: null,
  where: null,
  key: null,
  writtenAt: null,
  codeVersion: null,
  columns: {},
  warnOnly: [],
  cohorts: [],
  expectedDates: null,
  settleHours: null,
  window: null,
  emptyIsMissing: false,
  allowEmpty: false,
};

/** What is declared in one place, and only that. */
export function declaredMechanics(raw: z.infer<typeof mechanicsSchema>): Partial<TableMechanics> {
  const declared: { -readonly [Key in keyof TableMechanics]?: TableMechanics[Key] } = {};
  if (raw.connection !== undefined) declared.connection = raw.connection;
  if (raw.table !== undefined) declared.table = raw.table;
  if (raw.date_column !== undefined) declared.dateColumn = raw.date_column;
  if (raw.timezone !== undefined) declared.timezone = raw.timezone;
  if (raw.where !== undefined) declared.where = raw.where;
  if (raw.key !== undefined) declared.key = raw.key;
  if (raw.written_at !== undefined) declared.writtenAt = raw.written_at;
  if (raw.code_version !== undefined) declared.codeVersion = raw.code_version;
  if (raw.columns !== undefined) declared.columns = raw.columns;
  if (raw.warn_only !== undefined) declared.warnOnly = raw.warn_only;
  if (raw.cohorts !== undefined)
    declared.cohorts = Object.entries(raw.cohorts).map(([name, cohort]) => cohortOf(name, cohort));
  if (raw.expected_dates !== undefined) declared.expectedDates = expectedOf(raw.expected_dates);
  if (raw.settle_hours !== undefined) declared.settleHours = raw.settle_hours;
  if (raw.window !== undefined) declared.window = raw.window;
  if (raw.empty_is_missing !== undefined) declared.emptyIsMissing = raw.empty_is_missing;
  if (raw.allow_empty !== undefined) declared.allowEmpty = raw.allow_empty;
  return declared;
}

/** Later declarations win over earlier ones, key by key. */
export function mergedMechanics(...declarations: readonly (Partial<TableMechanics> | undefined)[]): TableMechanics {
  return Object.assign({}, undeclared, ...declarations) as TableMechanics;
}

function cohortOf(name: string, raw: z.infer<typeof cohortSchema>): CohortDeclaration {
  return {
    name,
    since: raw?.since ?? null,
    codeVersion: raw?.code_version ?? null,
    sinceCommit: raw?.since_commit ?? null,
  };
}

function expectedOf(raw: z.infer<typeof expectedSchema>): ExpectedDates {
  if (typeof raw === "string" || Array.isArray(raw)) return { days: raw, skip: [] };
  const skipped = (raw.skip ?? []).map(({ from, until }) => ({ start: from, end: until }));
  return "from" in raw ? { days: { from: raw.from }, skip: skipped } : { days: raw.days, skip: skipped };
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
