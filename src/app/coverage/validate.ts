import type { CalendarDate, Window } from "../../core/calendar";
import { verdictOf, withTables } from "../../core/coverage/latestResults";
import type { CheckResult, Validation } from "../../core/coverage/validation";
import { resolveWindow } from "../../core/coverage/window";
import { isFeature } from "../../core/gate/requirements";
import { didYouMean, nearest } from "../../core/nearest";
import { connectionDialect } from "../../core/pipeline/connectionDialect";
import { failure, success, type Result } from "../../core/result";
import type { Section } from "../../core/thresholds/thresholds";
import { measureConnection, type Job } from "./measureConnection";
import type { MeasuredResult, TableToMeasure } from "./measureTable";
import type { Ports } from "../ports";
import { mechanicsOf, type Report, type Workspace } from "../workspace";

export type ValidateOptions = {
  /** Section names; all when absent. */
  readonly tables?: readonly string[];
  readonly start?: CalendarDate;
  readonly end?: CalendarDate;
  /** Tell the values of each date too; the record has them always. */
  readonly byDate?: boolean;
  /** Find the tables and plan their statements, and run none. */
  readonly dryRun?: boolean;
  /** Open a database file although a declared writer of it runs. */
  readonly force?: boolean;
  /** Further checks of a section that no line of the file asks for. */
  readonly extraChecks?: TableToMeasure["extraChecks"];
  /** False: only look, and keep no record of it. */
  readonly record?: boolean;
};

/** A validation, and for each section what else was learnt of its table. */
export type Measured = {
  readonly validation: Validation;
  readonly tables: ReadonlyMap<string, Pick<MeasuredResult, "lastModified" | "statements">>;
};

/**
 * Measures every check, one statement a table, and keeps the result in the store unless told not to.
 * @returns a table that cannot be measured is `unknown` inside the validation; only a section that does not exist, a window
 * that is none, or an interruption is a failure
 */
export async function validate(
  workspace: Workspace,
  ports: Ports,
  options: ValidateOptions,
  signal: AbortSignal,
  report: Report,
): Promise<Result<Validation>> {
  const measured = await measure(workspace, ports, options, signal, report);
  return measured.ok ? success(measured.value.validation) : measured;
}

/** `validate`, with what a gate's receipt wants besides. */
export async function measure(
  workspace: Workspace,
  ports: Ports,
  options: ValidateOptions,
  signal: AbortSignal,
  report: Report,
): Promise<Result<Measured>> {
  const sections = chosenSections(workspace, options.tables);
  if (!sections.ok) return sections;
  const started = ports.clock.now();
  const window = chosenWindow(workspace, options, started);
  if (!window.ok) return window;

  const jobs = sections.value.map((section) => jobFor(workspace, section, window.value, options, started));
  const results = new Map<string, MeasuredResult>();
  for (const [connection, group] of groupByConnection(jobs)) {
    const run = {
      connection,
      jobs: group,
      force: options.force ?? false,
      extraChecks: options.extraChecks ?? (() => ({ checks: [], unreadable: [] })),
      onTable: (section: string) => report(`Measuring ${section}`, results.size / jobs.length),
    };
    for (const [name, result] of await measureConnection(workspace, ports, run, signal)) results.set(name, result);
    if (signal.aborted) return failure("interrupted", "The validation was cancelled. Nothing was recorded.");
  }
  const tables = sections.value.flatMap(({ name }) => results.get(name)?.result ?? []);
  const validation: Validation = {
    schemaVersion: 1,
    verdict: verdictOf(tables),
    window: window.value,
    startedAt: started.toISOString(),
    durationMs: ports.clock.now().getTime() - started.getTime(),
    tables,
  };
  const saved =
    options.dryRun || options.record === false
      ? success(undefined)
      : await ports.store.saveValidation(withoutFeatures(validation));
  if (!saved.ok) report(saved.error.message);
  return success({ validation: options.byDate ? validation : withoutDates(validation), tables: results });
}

function jobFor(workspace: Workspace, section: Section, window: Window, options: ValidateOptions, now: Date): Job {
  const mechanics = mechanicsOf(workspace, section);
  // Also of the file's window, `yesterday` is meant in the table's own zone.
  const declared = mechanics.window ?? workspace.pipeline.window;
  const own = declared && resolveWindow(declared, now, mechanics.timezone ?? "UTC");
  return {
    file: workspace.thresholds.file,
    section,
    mechanics,
    dialect: connectionDialect(workspace.pipeline, mechanics.connection),
    window: { start: options.start ?? own?.start ?? window.start, end: options.end ?? own?.end ?? window.end },
    dryRun: options.dryRun ?? false,
    now,
  };
}

function chosenSections(workspace: Workspace, wanted: readonly string[] | undefined): Result<readonly Section[]> {
  const { sections, file } = workspace.thresholds;
  const names = sections.map((section) => section.name);
  const stranger = wanted?.find((name) => !names.includes(name));
  if (stranger === undefined)
    return success(wanted ? sections.filter((section) => wanted.includes(section.name)) : sections);
  const hint = didYouMean(nearest(stranger, names)) ?? `It has ${names.join(", ")}.`;
  return failure("unknown-name", `${file} has no section ${stranger}. ${hint}`);
}

function chosenWindow(workspace: Workspace, options: ValidateOptions, now: Date): Result<Window> {
  const declared = workspace.pipeline.window && resolveWindow(workspace.pipeline.window, now, "UTC");
  const start = options.start ?? declared?.start;
  const end = options.end ?? declared?.end;
  if (!start || !end)
    return failure(
      "invalid-configuration",
      "No window of dates is declared. Write window: { start: 2024-01-01, end: yesterday } in headgate.yaml, or pass --start and --end.",
    );
  if (start > end) return failure("invalid-configuration", `The window ends (${end}) before it starts (${start}).`);
  return success({ start, end });
}

function groupByConnection(jobs: readonly Job[]): Map<string | null, Job[]> {
  const groups = new Map<string | null, Job[]>();
  for (const job of jobs) groups.set(job.mechanics.connection, [...(groups.get(job.mechanics.connection) ?? []), job]);
  return groups;
}

/** The values of each date are measured in any case, since the statement groups by them; not everybody wants to read them. */
function withoutDates(validation: Validation): Validation {
  const withoutThem = ({ byDate: _byDate, ...check }: CheckResult): CheckResult => check;
  return {
    ...validation,
    tables: validation.tables.map((table) => ({ ...table, checks: table.checks.map(withoutThem) })),
  };
}

/** What a gate's `features:` ask besides belongs to its decision, not to the checks of the table. */
function withoutFeatures(validation: Validation): Validation {
  const tables = validation.tables.map((table) => ({
    ...table,
    checks: table.checks.filter(({ id }) => !isFeature(table.name, id)),
  }));
  return withTables(validation, tables);
}
