import { randomUUID } from "node:crypto";
import type { LaunchRequest } from "../../app/ports";
import { conflictText } from "../../core/backfills/conflicts";
import { rangesOf } from "../../core/calendar";
import { failure, success, type Result } from "../../core/result";
import { takeClaim, type Claim } from "../store/launchClaims";
import { pidWithVariable } from "./environment";
import { holderLives, ownHolder } from "./ownHolder";
import type { ProcessSource } from "./processSource";

/** The variable by which a command is known while its PID is not written down yet. */
export const launchVariable = "HEADGATE_LAUNCH";

/** What this process, a supervisor, claims for a launch: its tables and dates, and the launch itself. */
export function claimOf(request: LaunchRequest, source: ProcessSource): Claim {
  const { kind, name, tables, dates } = request;
  return {
    id: randomUUID(),
    kind,
    name,
    tables: [...tables, `${kind} ${name}`],
    // Two trainings of a name would write over each other's files, whichever dates they are about.
    dates: kind === "backfill" ? dates && rangesOf(dates) : null,
    holder: ownHolder(source),
    command: null,
  };
}

/** Takes the claim of a launch, also from a living holder when the request is forced. */
export function claimLaunch(request: LaunchRequest, folder: string, own: Claim, source: ProcessSource): Result<void> {
  const isAlive = (claim: Claim): boolean => holds(claim, own, source);
  try {
    const attempt = takeClaim(folder, own, isAlive, request.force !== undefined);
    if (attempt.taken) return success(undefined);
    const { by, clash } = attempt;
    const where = by.holder.host === own.holder.host ? "" : by.holder.host;
    const holder = { name: by.name, pid: by.command?.pid ?? by.holder.pid, where };
    return failure("conflicting-run", conflictText(request.name, holder, clash));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return failure("store-unwritable", `The locks in ${folder} could not be written: ${reason}.`);
  }
}

/** Whether a claim still counts: its supervisor or its command is there. */
function holds({ holder, command, id }: Claim, own: Claim, source: ProcessSource): boolean {
  // A process of another machine cannot be looked at from here: its claim is honoured.
  if (holder.host !== own.holder.host) return true;
  if (holder.bootId !== own.holder.bootId) return false;
  if (holderLives(source, holder)) return true;
  // Killed between starting the command and writing its PID down: the command carries the claim in its environment.
  return command === null ? pidWithVariable(launchVariable, id) !== null : holderLives(source, command);
}
