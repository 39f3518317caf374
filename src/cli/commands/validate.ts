import { resolve } from "node:path";
import { validate, type ValidateOptions } from "../../app/coverage/validate";
import { priceValidation } from "../../app/coverage/priceValidation";
import { parseCalendarDate, type CalendarDate } from "../../core/calendar";
import type { Status, Validation } from "../../core/coverage/validation";
import { failure, success, type Result } from "../../core/result";
import { junitOf } from "../../core/report/junit";
import { validationText } from "../../core/report/textTable";
import { inWorkspace, type Context } from "../context";
import type { ExitCode, GlobalOptions } from "../output";
import { renderedReport } from "./report";

export type ValidateFlags = GlobalOptions & {
  readonly table?: readonly string[];
  readonly start?: string;
  readonly end?: string;
  readonly byDate?: boolean;
  readonly dryRun?: boolean;
  readonly changedOnly?: boolean;
  readonly force?: boolean;
  readonly format?: string;
  readonly output?: string;
};

const formats = ["text", "json", "junit", "markdown", "html"] as const;
type Format = (typeof formats)[number];

const exitCodes: Readonly<Record<Status, ExitCode>> = { pass: 0, warn: 0, fail: 1, unknown: 2 };

/** `headgate validate`: measures every check; 0 pass or warn, 1 fail, 2 could not measure. */
export function validateCommand(flags: ValidateFlags): Promise<ExitCode> {
  return inWorkspace(flags, async (context): Promise<Result<ExitCode>> => {
    if (flags.changedOnly)
      return failure("unsupported", "--changed-only is not in this version yet. Run validate without it.");
    // Asked before anything is measured: a wrong word must not cost a measurement.
    const format = formatOf(flags);
    if (!format.ok) return format;
    const start = day(flags.start, "--start");
    if (!start.ok) return start;
    const end = day(flags.end, "--end");
    if (!end.ok) return end;
    const options = {
      ...(flags.table ? { tables: flags.table } : {}),
      ...(start.value ? { start: start.value } : {}),
      ...(end.value ? { end: end.value } : {}),
      byDate: flags.byDate ?? false,
      force: flags.force ?? false,
    };
    if (flags.dryRun) return price(context, options);
    const validation = await validate(context.workspace, context.ports, options, context.signal, context.output.note);
    if (!validation.ok) return validation;
    const text = await render(context, flags, format.value, validation.value);
    if (!text.ok) return text;
    if (flags.output === undefined) context.output.print(text.value);
    else {
      const written = await context.ports.files.writeText(resolve(flags.output), text.value);
      if (!written.ok) return written;
      if (flags.json) context.output.printJson(validation.value);
    }
    return success(exitCodes[validation.value.verdict]);
  });
}

function formatOf({ json, output, format = json ? "json" : "text" }: ValidateFlags): Result<Format> {
  const found = formats.find((one) => one === (json && output === undefined ? "json" : format));
  if (found !== undefined) return success(found);
  return failure("unsupported", `There is no format ${format}. Choose text, json, junit, markdown or html.`);
}

async function render(
  context: Context,
  flags: ValidateFlags,
  format: Format,
  validation: Validation,
): Promise<Result<string>> {
  switch (format) {
    case "text":
      return success(validationText(validation, { color: context.output.color && flags.output === undefined }));
    case "json":
      return success(`${JSON.stringify(validation, null, 2)}\n`);
    case "junit":
      return success(junitOf(validation));
    case "markdown":
    case "html":
      return renderedReport(context, format, validation);
  }
}

function day(text: string | undefined, option: string): Result<CalendarDate | undefined> {
  if (text === undefined) return success(undefined);
  const date = parseCalendarDate(text);
  return date
    ? success(date)
    : failure("invalid-configuration", `${option} ${text} is not a calendar day; write it as 2024-01-31.`);
}

/** `--dry-run`: what would run and what it would cost; 2 when a table could not even be found. */
async function price(
  { workspace, ports, output, signal }: Context,
  options: ValidateOptions,
): Promise<Result<ExitCode>> {
  const priced = await priceValidation(workspace, ports, options, signal, output.note);
  if (!priced.ok) return priced;
  if (output.json) output.printJson(priced.value);
  else
    for (const table of priced.value.tables)
      output.print(
        `-- ${table.name}: ${table.reason ?? `${table.statements} statement, nothing billed`}\n${table.sql ?? ""}\n`,
      );
  return success(priced.value.tables.every((table) => table.sql !== null) ? 0 : 2);
}
