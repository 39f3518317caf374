import { Command } from "commander";
import { version } from "../../package.json";
import { followUpCommand } from "./commands/followUp";
import { gateCommand } from "./commands/gate";
import { importCommand } from "./commands/import";
import { lintCommand } from "./commands/lint";
import { recipeCommand } from "./commands/recipe";
import { reportCommand } from "./commands/report";
import { retryCommand, runCommand, statusCommand } from "./commands/backfills";
import { stopCommand } from "./commands/stop";
import { suggestCommand } from "./commands/suggest";
import { trackCommand } from "./commands/track";
import { trainCommand } from "./commands/train";
import { validateCommand } from "./commands/validate";
import { watchCommand } from "./commands/watch";
import { outputTo, presentProblem, type ExitCode } from "./output";

/** The command line: words and options here, each command in a file of its own. */
const program = new Command("headgate")
  .description("Watch data backfills, validate coverage against thresholds, decide GO or NO-GO.")
  .version(version)
  .showHelpAfterError("Run headgate --help to see the commands.")
  .exitOverride();

const several = (value: string, before: readonly string[] = []): string[] => [...before, value];

command("validate", "measure every check")
  .option("--table <name>", "only this section (repeatable)", several)
  .option("--start <date>", "first day of the window")
  .option("--end <date>", "last day of the window")
  .option("--by-date", "with the counts of each date")
  .option("--dry-run", "say what would run and cost; measure nothing")
  .option("--changed-only", "only what changed since the last validation")
  .option("--force", "read a database file although a backfill is writing it")
  .option("--format <format>", "text, json, junit, markdown or html")
  .option("--output <file>", "write to a file")
  .action(ending(validateCommand));

command("status", "one snapshot of all backfills").action(ending(statusCommand));

command("watch", "keep watching: print changes, send alerts, start what follows")
  .option("--until-idle", "end when nothing runs or waits any more")
  .action(ending(watchCommand));

command("follow-up <run>", "take the steps of then: after a run; started by Headgate itself", { hidden: true }).action(
  ending(followUpCommand),
);

command("run <backfill>", "start a backfill and follow it")
  .option("--force <reason>", "start although something is in the way")
  .option("--dry-run", "say what would be started and what speaks against it; start nothing")
  .option("--detach", "start it and return at once")
  .action(ending(runCommand));

command("retry <backfill>", "start exactly the failed and unfinished dates of the latest runs")
  .option("--missing", "also the expected dates that the table lacks")
  .option("--print", "print the command instead")
  .option("--dry-run", "say what would be started and what speaks against it; start nothing")
  .option("--force <reason>", "start although something is in the way")
  .option("--detach", "start it and return at once")
  .action(ending(retryCommand));

command("track <backfill> <pid>", "watch a process that somebody started as the run of a backfill")
  .option("--log <file>", "the log that it writes")
  .action(ending(trackCommand));

command("stop <backfill>", "end the run of a backfill: asked first, then by force")
  .option("--pid <pid>", "which one, where several run")
  .action(ending(stopCommand));

command("gate <name>", "decide GO, NO-GO or UNDECIDED and leave a receipt")
  .option("--override", "let a training pass in spite of the decision")
  .option("--reason <text>", "why, for others to read")
  .option("--expires <duration>", "how long the override holds: 30m, 24h, 7d", "24h")
  .action(ending(gateCommand));

command("train <name>", "ask the gate, train, judge the metrics").action(ending(trainCommand));

command("report", "write the coverage report and the status document")
  .option("--html <file>", "the report as one page")
  .option("--markdown <file>", "the status document")
  .option("--fresh", "measure anew instead of taking the latest results")
  .action(ending(reportCommand));

command("lint [files...]", "the editor's diagnostics, of both files where none is named")
  .option("--format <format>", "text, json, sarif or github")
  .option("--output <file>", "write to a file")
  .action(ending(lintCommand));

command("suggest", "bounds for a table, out of history or of the data as it is")
  .requiredOption("--table <name>", "the section, or a table that headgate.yaml declares")
  .action(ending(suggestCommand));

command("import <files...>", "bounds of SodaCL, dbt, DQDL and Dataplex in this language")
  .option("--from <tool>", "soda, dbt, dqdl or dataplex (default: by what the file says)")
  .option("--output <file>", "write to a new file")
  .action(ending(importCommand));

command("recipe <name> <log>", "what a log recipe catches in a log")
  .option("--until <time>", "as it was at this time of the log's own clock")
  .option("--total <count>", "how many dates the run has")
  .option("--timezone <zone>", "the zone of times that name none")
  .action(ending(recipeCommand));

/** A command with the options that all of them take. */
function command(usage: string, description: string, { hidden = false } = {}): Command {
  return program
    .command(usage, { hidden })
    .description(description)
    .option("--config <file>", "the headgate.yaml to use (default: the nearest upwards)")
    .option("--json", "print one JSON object")
    .option("--no-color", "print without colours")
    .option("--quiet", "no progress on standard error");
}

/** Ends the process with a command's exit code, once its output has been written. */
function ending<Arguments extends unknown[]>(
  run: (...given: Arguments) => Promise<ExitCode>,
): (...given: Arguments) => Promise<void> {
  return async (...given) => {
    process.exitCode = await run(...given);
  };
}

async function main(): Promise<void> {
  try {
    await program.parseAsync();
  } catch (error) {
    process.exitCode = failed(error);
  }
}

/** Commander has told a wrong word already; anything else is a mistake of ours, told in one line. */
function failed(error: unknown): number {
  const { code, exitCode } = error as { code?: string; exitCode?: number };
  const message = error instanceof Error ? error.message : String(error);
  if (code?.startsWith("commander.")) {
    if (exitCode === 0) return 0;
    const words = message.replace(/^error: /, "");
    if (process.argv.includes("--json"))
      presentProblem({ code: "unknown-name", message: words }, outputTo(process, { json: true }));
    return 2;
  }
  process.stderr.write(
    `headgate: something went wrong that Headgate did not expect: ${message}\nSet HEADGATE_DEBUG=1 to see where.\n`,
  );
  if (process.env["HEADGATE_DEBUG"] !== undefined && error instanceof Error)
    process.stderr.write(`${error.stack ?? ""}\n`);
  return 2;
}

void main();
