import { refusal, type PreparedStart } from "../app/launching/launch";
import type { Finding } from "../core/backfills/preflight";
import { quotedWord } from "./quotedWord";
import type { ExitCode, Output } from "./output";

/** A finding as a line; of a start that is forced nothing blocks any more, and it is told all the same. */
export function findingLine({ severity, message }: Finding): string {
  return `${severity === "blocks" ? "In the way" : "Mind"}: ${message}`;
}

/**
 * Says what would be started and what speaks against it.
 * @returns 2 where the start would be refused, as the start itself would
 */
export function printDryRun(output: Output, { request, findings }: PreparedStart, force: string | undefined): ExitCode {
  const starts = force !== undefined || refusal(findings) === null;
  if (output.json) {
    const { name, argv, cwd, dates, output: log } = request;
    output.printJson({ schemaVersion: 1, backfill: name, argv, cwd, dates, log, starts, preflight: findings });
  } else {
    output.print(request.argv.map(quotedWord).join(" "));
    for (const finding of findings) output.print(findingLine(finding));
    if (findings.length === 0) output.print("Nothing speaks against it.");
  }
  return starts ? 0 : 2;
}
