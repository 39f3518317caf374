import type { RunKind } from "../../app/ports";
import { clashOf, type Clash, type Writing } from "../../core/backfills/conflicts";
import type { Holder } from "./holder";
import { changeNumbered, readNumbered } from "./numberedFile";

/** What a launch writes while it lives. */
export type Claim = Writing & {
  readonly id: string;
  readonly kind: RunKind;
  readonly name: string;
  /** The supervisor that took it. */
  readonly holder: Holder;
  /** The command, once it is known: the claim outlives a supervisor that was killed. */
  readonly command: Pick<Holder, "pid" | "identity"> | null;
};

export type ClaimAttempt =
  { readonly taken: true } | { readonly taken: false; readonly by: Claim; readonly clash: Clash };

const name = "launches";

/**
 * Claims tables and dates for a launch, unless somebody alive has them. Claims of the dead are void and go at the same time.
 * @param isAlive whether supervisor or command of a claim are still there; asked about claims of any machine
 * @param forced takes them whoever has them: a person said so
 * @throws where the folder cannot be written
 */
export function takeClaim(
  folder: string,
  own: Claim,
  isAlive: (claim: Claim) => boolean,
  forced: boolean,
): ClaimAttempt {
  let attempt: ClaimAttempt = { taken: true };
  changeNumbered(
    folder,
    name,
    (value) => {
      const living = claimsOf(value).filter((claim) => claim.id !== own.id && isAlive(claim));
      attempt = forced ? { taken: true } : attemptAmong(living, own);
      return attempt.taken ? [...living, own] : null;
    },
    (value) => claimsOf(value).some(({ id }) => id === own.id),
  );
  return attempt;
}

/** Writes down which process the command of a claim is. */
export function nameCommand(folder: string, id: string, command: NonNullable<Claim["command"]>): void {
  changeNumbered(
    folder,
    name,
    (value) => claimsOf(value).map((claim) => (claim.id === id ? { ...claim, command } : claim)),
    (value) => claimsOf(value).some((claim) => claim.id === id && claim.command !== null),
  );
}

/** Gives a claim back. */
export function giveBack(folder: string, id: string): void {
  const isThere = (value: unknown): boolean => claimsOf(value).some((claim) => claim.id === id);
  changeNumbered(
    folder,
    name,
    (value) => (isThere(value) ? claimsOf(value).filter((claim) => claim.id !== id) : null),
    (value) => !isThere(value),
  );
}

/** The claims on record, also void ones. */
export function claimsIn(folder: string): Claim[] {
  return claimsOf(readNumbered(folder, name));
}

function attemptAmong(living: readonly Claim[], own: Claim): ClaimAttempt {
  for (const by of living) {
    const clash = clashOf(own, by);
    if (clash !== null) return { taken: false, by, clash };
  }
  return { taken: true };
}

function claimsOf(value: unknown): Claim[] {
  return Array.isArray(value) ? value.filter(isClaim) : [];
}

// Checked by hand: the supervisor is to stay small, and this is all it reads.
function isClaim(value: unknown): value is Claim {
  if (typeof value !== "object" || value === null) return false;
  const { id, name, tables, dates, holder, command } = value as Record<string, unknown>;
  const isProcess = (one: unknown): boolean =>
    typeof one === "object" && one !== null && "pid" in one && typeof one.pid === "number" && "identity" in one;
  return (
    [id, name].every((one) => typeof one === "string") &&
    Array.isArray(tables) &&
    (dates === null || Array.isArray(dates)) &&
    isProcess(holder) &&
    (command === null || isProcess(command))
  );
}
