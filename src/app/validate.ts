import type { CalendarDate } from "../core/calendar";
import type { Validation } from "../core/coverage/validation";
import { failure, type Result } from "../core/result";
import type { Ports } from "./ports";
import type { Report, Workspace } from "./workspace";

export type ValidateOptions = {
  /** Section names; all when absent. */
  readonly tables?: readonly string[];
  readonly start?: CalendarDate;
  readonly end?: CalendarDate;
  readonly byDate?: boolean;
  /** Open a database file although a declared writer of it runs. */
  readonly force?: boolean;
};

/**
 * Measures every check, one statement a table, and keeps the result in the store.
 * @returns a table that cannot be measured is `unknown` inside the validation; only a configuration that cannot be read,
 * a section that does not exist or an interruption is a failure
 */
export async function validate(
  _workspace: Workspace,
  _ports: Ports,
  _options: ValidateOptions,
  _signal: AbortSignal,
  _report: Report,
): Promise<Result<Validation>> {
  return failure("unsupported", "not yet");
}
