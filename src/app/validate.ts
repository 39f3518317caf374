import type { CalendarDate, Window } from "../core/calendar";
import type { Check } from "../core/coverage/check";
import { worstOf, type TableResult, type Validation } from "../core/coverage/validation";
import { resolveWindow } from "../core/coverage/window";
import type { Connection, TableMechanics } from "../core/pipeline/pipeline";
import { nearest } from "../core/nearest";
import { failure, success, type Result } from "../core/result";
import type { ResolvedSection } from "../core/thresholds/resolveSection";
import type { Section } from "../core/thresholds/thresholds";
import { measureTable, unmeasuredTable, type MeasuredResult } from "./measureTable";
import type { Ports } from "./ports";
import { liveWritersOf } from "./writers";
import type { FoundTable } from "./warehouse";
import { mechanicsOf, type Report, type Workspace } from "./workspace";

export type ValidateOptions = {
  /** Section names; all when absent. */
  readonly tables?: readonly string[];
  readonly start?: CalendarDate;
  readonly end?: CalendarDate;
  readonly byDate?: boolean;
  /** Find the tables and plan their statements, and run none. */
  readonly dryRun?: boolean;
  /** Open a database file although a declared writer of it runs. */
  readonly force?: boolean;
  /** Further checks of a section that no line of the file asks for. */
  readonly extraChecks?: (section: ResolvedSection & { readonly name: string }, table: FoundTable) => readonly Check[];
};

/** A validation, and for each section what else was learnt of its table. */
export type Measured = {
  readonly validation: Validation;
  readonly tables: ReadonlyMap<string, Pick<MeasuredResult, "lastModified" | "statement">>;
};

/**
 * Measures every check, one statement a table, and keeps the result in the store.
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
  for (const [connectionName, group] of groupByConnection(jobs)) {
    for (const [name, result] of await measureConnection(
      workspace,
      ports,
      connectionName,
      group,
      options,
      signal,
      (message) => report(message, results.size / jobs.length),
    ))
      results.set(name, result);
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
  const saved = options.dryRun ? success(undefined) : await ports.store.saveValidation(validation);
  if (!saved.ok) report(saved.error.message);
  return success({ validation, tables: results });
}

/** The worst of all checks. Where nothing is asked, nothing was measured: that is no pass. */
function verdictOf(tables: readonly TableResult[]): Validation["verdict"] {
  const found = tables.flatMap((table) => table.checks.map((check) => check.status));
  return found.length === 0 ? "unknown" : worstOf(found);
}

type Job = {
  readonly section: Section;
  readonly mechanics: TableMechanics;
  readonly window: Window;
  readonly byDate: boolean;
  readonly dryRun: boolean;
  readonly now: Date;
};

function jobFor(workspace: Workspace, section: Section, window: Window, options: ValidateOptions, now: Date): Job {
  const mechanics = mechanicsOf(workspace, section);
  const own = mechanics.window && resolveWindow(mechanics.window, now, mechanics.timezone ?? "UTC");
  return {
    section,
    mechanics,
    window: { start: options.start ?? own?.start ?? window.start, end: options.end ?? own?.end ?? window.end },
    byDate: options.byDate ?? false,
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
  const near = nearest(stranger, names);
  return failure(
    "unknown-name",
    `${file} has no section ${stranger}. ${near.length > 0 ? `Did you mean ${near.join(" or ")}?` : `It has ${names.join(", ")}.`}`,
  );
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

async function measureConnection(
  workspace: Workspace,
  ports: Ports,
  named: string | null,
  jobs: readonly Job[],
  options: ValidateOptions,
  signal: AbortSignal,
  report: Report,
): Promise<Map<string, MeasuredResult>> {
  const file = workspace.thresholds.file;
  const results = new Map<string, MeasuredResult>();
  const giveUp = (job: Job, connection: string, reason: string): void => {
    results.set(job.section.name, {
      result: unmeasuredTable({ ...job, file, connection }, reason),
      found: null,
      lastModified: null,
      statement: null,
    });
  };
  const readable = jobs.filter((job) => job.mechanics.table !== "none");
  for (const job of jobs.filter((one) => !readable.includes(one)))
    giveUp(job, named ?? "", `${job.section.name} has no table (table: none), so its bounds cannot be measured.`);
  if (readable.length === 0) return results;

  const chosen = connectionFor(workspace, named);
  if (!chosen.ok) {
    for (const job of readable) giveUp(job, named ?? "", chosen.error.message);
    return results;
  }
  const { name, connection } = chosen.value;
  const tables = readable.map((job) => job.mechanics.table ?? job.section.name);
  const writer =
    holdsDatabaseFile(connection) && !options.force
      ? await liveWritersOf(
          workspace,
          ports,
          readable.map((job) => job.section.name),
        )
      : [];
  const opened =
    writer.length > 0
      ? failure(
          "writer-active",
          `${writer.join(" and ")} is writing this database, and reading it now would make it fail. Wait until it ends, or force it (--force).`,
        )
      : await ports.openWarehouse(connection, workspace.root, tables);
  if (!opened.ok) {
    for (const job of readable) giveUp(job, name, opened.error.message);
    return results;
  }
  try {
    for (const job of readable) {
      if (signal.aborted) break;
      report(`Measuring ${job.section.name}`);
      const extraChecks = (resolved: ResolvedSection, table: FoundTable): readonly Check[] =>
        options.extraChecks?.({ ...resolved, name: job.section.name }, table) ?? [];
      const measured = await measureTable({ ...job, file, connection: name, extraChecks }, opened.value, signal);
      results.set(job.section.name, measured);
      if (measured.found)
        await ports.store.saveSchema({
          connection: name,
          table: job.mechanics.table ?? job.section.name,
          at: job.now.toISOString(),
          columns: measured.found.columns,
        });
    }
  } finally {
    opened.value.close();
  }
  return results;
}

function connectionFor(workspace: Workspace, named: string | null): Result<{ name: string; connection: Connection }> {
  const { connections } = workspace.pipeline;
  const names = Object.keys(connections);
  const name = named ?? (names.length === 1 ? names[0] : undefined);
  const connection = name === undefined ? undefined : connections[name];
  if (name !== undefined && connection) return success({ name, connection });
  if (names.length === 0)
    return failure(
      "invalid-configuration",
      "headgate.yaml declares no connection. Write connections: { warehouse: { type: duckdb, path: warehouse.duckdb } }.",
    );
  if (named !== null)
    return failure("unknown-name", `headgate.yaml declares no connection ${named}. It has ${names.join(", ")}.`);
  return failure(
    "invalid-configuration",
    `headgate.yaml declares several connections (${names.join(", ")}), and this table names none. Write connection: under \`tables:\`.`,
  );
}

/** A file that only one process can hold: reading it makes a writer fail. */
function holdsDatabaseFile(connection: Connection): boolean {
  return connection.type === "duckdb" && connection.path !== null && /\.(duckdb|ddb|db)$/i.test(connection.path);
}
