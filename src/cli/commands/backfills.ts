import {
  prepareRetry,
  prepareStart,
  retryPlanned,
  startBackfill,
  type LaunchOptions,
} from "../../app/launching/launch";
import { planRetry, type RetryPlan } from "../../app/launching/planRetry";
import { unexpectedText } from "../../app/backfills/unexpectedDates";
import { missingDates } from "../../app/launching/missingDates";
import { watchBackfills } from "../../app/backfills/watchBackfills";
import type { BackfillState, BackfillStatus } from "../../core/backfills/status";
import { statusText } from "../../core/report/textTable";
import { failure, success, type Result } from "../../core/result";
import { inWorkspace, type Context } from "../context";
import { findingLine, printDryRun } from "../dryRun";
import { followToEnd } from "../followToEnd";
import { quotedWord } from "../quotedWord";
import type { ExitCode, GlobalOptions, Output } from "../output";

/** `headgate status`: one snapshot of all backfills. */
export function statusCommand(flags: GlobalOptions): Promise<ExitCode> {
  return inWorkspace(flags, async ({ workspace, ports, output }) => {
    const snapshot = await watchBackfills(workspace, ports);
    if (!snapshot.ok) return snapshot;
    if (output.json) output.printJson(snapshot.value);
    else output.print(statusText(snapshot.value, { color: output.color, now: ports.clock.now() }));
    return success(0);
  });
}

export type LaunchFlags = GlobalOptions & {
  readonly force?: string;
  readonly detach?: boolean;
  readonly missing?: boolean;
  readonly print?: boolean;
  readonly dryRun?: boolean;
};

/** `headgate run`: starts a backfill over its window and follows it to its end. */
export function runCommand(name: string, flags: LaunchFlags): Promise<ExitCode> {
  return inWorkspace(flags, async (context) => {
    const options = optionsOf(flags, context);
    if (!options.ok) return options;
    const { workspace, ports, output } = context;
    if (flags.dryRun) {
      const prepared = await prepareStart(workspace, ports, name, options.value);
      return prepared.ok ? success(printDryRun(output, prepared.value, flags.force)) : prepared;
    }
    const started = await startBackfill(workspace, ports, name, options.value);
    return started.ok ? finish(context, name, started.value, flags) : started;
  });
}

/** `headgate retry`: starts exactly the failed and unfinished dates; `--print` tells the command instead. */
export function retryCommand(name: string, flags: LaunchFlags): Promise<ExitCode> {
  return inWorkspace(flags, async (context) => {
    const { workspace, ports, output, signal } = context;
    const options = optionsOf(flags, context);
    if (!options.ok) return options;
    const missing = flags.missing ? await missingDates(workspace, ports, name, signal, output.note) : success([]);
    if (!missing.ok) return missing;
    const plan = await planRetry(workspace, ports, name, { ...options.value, missing: missing.value });
    if (!plan.ok) return plan;
    const leftOut = unexpectedText(plan.value.leftOut);
    if (leftOut !== null) output.note(leftOut);
    if (flags.print) {
      printPlan(output, name, plan.value);
      return success(0);
    }
    if (flags.dryRun) {
      const prepared = await prepareRetry(workspace, ports, plan.value, options.value);
      return prepared.ok ? success(printDryRun(output, prepared.value, flags.force)) : prepared;
    }
    const started = await retryPlanned(workspace, ports, plan.value, options.value);
    return started.ok ? finish(context, name, started.value, flags) : started;
  });
}

/** The command that would be run; where the dates do not fit into one, each on a line of its own. */
function printPlan(output: Output, name: string, { request, dates, leftOut }: RetryPlan): void {
  const { argv, further = [] } = request;
  if (output.json)
    output.printJson({
      schemaVersion: 1,
      backfill: name,
      argv,
      further: further.map((command) => command.argv),
      dates,
      leftOut: leftOut.dates,
    });
  else for (const command of [argv, ...further.map((one) => one.argv)]) output.print(command.map(quotedWord).join(" "));
}

const exitCodes: Readonly<Record<BackfillState, ExitCode>> = {
  succeeded: 0,
  running: 0,
  stalled: 0,
  partial: 1,
  failed: 1,
  died: 1,
  waiting: 2,
  idle: 2,
  unknown: 2,
};

/** Follows a launch (not with `--detach`) and answers with the row of `status` that it ended as. */
async function finish(
  context: Context,
  name: string,
  run: Parameters<typeof followToEnd>[1],
  flags: LaunchFlags,
): Promise<Result<ExitCode>> {
  if (flags.detach)
    context.output.note(
      `${name} runs as PID ${run.pid}; its output goes to ${run.log ?? "no file"}. Look at it with headgate status.`,
    );
  else {
    const ended = await followToEnd(context, run);
    if (!ended.ok) return ended;
  }
  const snapshot = await watchBackfills(context.workspace, context.ports);
  if (!snapshot.ok) return snapshot;
  const row = snapshot.value.backfills.find((one): one is BackfillStatus => one.name === name);
  if (context.output.json) context.output.printJson({ schemaVersion: 1, run: run.id, backfill: row ?? null });
  else
    context.output.print(
      statusText(
        { schemaVersion: 1, backfills: row ? [row] : [], timeline: [] },
        { color: context.output.color, now: context.ports.clock.now() },
      ),
    );
  return success(row ? exitCodes[row.state] : 2);
}

/** What is in the way is told by the refusal; what is only to be minded, and what a person has overridden, here. */
function optionsOf({ force, dryRun }: LaunchFlags, { output, signal }: Context): Result<LaunchOptions> {
  const onFinding: LaunchOptions["onFinding"] = (finding) => {
    if (!dryRun && (finding.severity === "warns" || force !== undefined)) output.note(findingLine(finding));
  };
  if (force === undefined) return success({ signal, onFinding });
  if (force.trim() !== "") return success({ force, signal, onFinding });
  return failure("invalid-configuration", "--force needs a reason that others can read later: --force TEXT.");
}
