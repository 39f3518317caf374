import * as z from "zod";
import type { CohortDeclaration, ExpectedDates, TableMechanics } from "./pipeline";
import { cohortSchema, expectedSchema } from "./rowsSchema";
import { names, oneOrMore, timeZoneSchema, windowSchema } from "./valueSchemas";

const text = z.string().min(1);

/** The mechanics of a table, in `tables:` of `headgate.yaml` or in the section itself. Descriptions are what editors show. */
export const mechanicsShape = {
  connection: z
    .string()
    .optional()
    .meta({
      description: "The connection that the table is read through. May be left out while only one is declared.",
      examples: ["warehouse"],
    }),
  table: text.optional().meta({
    description:
      "The table's name, or a data file or glob. Default: the section's name. `none`: there is no table, only requirements on its backfill.",
    examples: ["analytics.orders", "data/orders/*.parquet", "none"],
  }),
  date_column: text.optional().meta({
    description: "The column with the day a row belongs to. Without it the whole table is measured at once.",
    examples: ["order_date"],
  }),
  timezone: timeZoneSchema.optional().meta({
    description:
      "The time zone in which instants are cut into days. Dates and times without a zone are never shifted. Default: UTC.",
    examples: ["America/New_York"],
    default: "UTC",
  }),
  where: text.optional().meta({
    description: "SQL, one expression: only rows for which it is true count at all.",
    examples: ["points IS NOT NULL"],
  }),
  key: oneOrMore.optional().meta({
    description: "The columns that identify a row; `max_duplicates` counts the rows that share them.",
    examples: [["order_id"], ["date", "airport"]],
  }),
  written_at: text.optional().meta({
    description: "The column that says when a row was written. `max_age_hours` and cohorts with `since:` need it.",
    examples: ["processed_at"],
  }),
  code_version: text.optional().meta({
    description: "The column that says which version of the code wrote a row.",
    examples: ["git_sha"],
  }),
  columns: z
    .record(z.string(), text.describe("A column, or a metric written out, such as distinct(game_id)."))
    .optional()
    .meta({
      description: "What names in bounds stand for: a column, or a metric written out.",
      examples: [{ games: "distinct(game_id)", shot_zones: "paint_attempts" }],
    }),
  warn_only: names.optional().meta({
    description: "Keys of the section whose bounds only warn, and never block.",
    examples: [["min_quality_score"]],
  }),
  cohorts: z
    .record(z.string(), cohortSchema)
    .optional()
    .meta({
      description:
        "Rows told apart, by when or by what they were written. A row belongs to the first cohort that fits.",
      examples: [{ after_fix: { since: "2026-01-03" }, old_data: {} }],
    }),
  expected_dates: expectedSchema.optional().meta({
    description:
      "The days on which the table must have rows: `every day`, `weekdays`, a list, or a column of another table.",
    examples: ["every day", "weekdays", { from: "nba_reference.schedule.game_date" }],
  }),
  settle_hours: z
    .number()
    .min(0)
    .optional()
    .meta({
      description:
        "Hours after its end during which a day may still get rows, and is left out of all counts. Without it every day counts, today too.",
      examples: [6],
      default: 0,
    }),
  window: windowSchema.optional().meta({
    description: "The days that count for this table. Default: the window of `headgate.yaml`.",
    examples: [{ start: "2024-01-01", end: "yesterday" }],
  }),
  empty_is_missing: z.boolean().optional().meta({
    description: "Whether an empty text counts as missing, as NULL does. Default: false.",
    default: false,
  }),
  allow_empty: z.boolean().optional().meta({
    description: "Whether checks pass where the window has no rows, instead of being unknown. Default: false.",
    default: false,
  }),
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
