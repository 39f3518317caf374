import { statusRow } from "../core/backfills/statusRow";
import { disagreementsOf } from "../core/backfills/disagreements";
import type { EarlierDates } from "../core/backfills/leftOut";
import { runOutcome, type RunEvidence } from "../core/backfills/runOutcome";
import type { BackfillStatus } from "../core/backfills/status";
import { earlierDates } from "./earlierDates";
import type { SeenBackfill } from "./lookAtBackfills";
import type { Ports } from "./ports";
import type { Run } from "./runs";
import { staleCode } from "./staleCode";
import { knownValidation, tableDates } from "./tableDates";
import type { Workspace } from "./workspace";

/** What a row is told from beside the run itself. */
export type Looking = {
  readonly workspace: Workspace;
  readonly ports: Ports;
  readonly seen: SeenBackfill;
  /** Backfills that it waits for and that have not ended. */
  readonly waitingFor: readonly string[];
};

/** A row of fields that are told together. */
type Fields = Partial<BackfillStatus>;

/**
 * The row of one run: what it tells of itself, and over it what other sources know.
 * @param run its record; null for one of which only a log is left
 */
export async function runRow(looking: Looking, evidence: RunEvidence, run: Run | null): Promise<BackfillStatus> {
  const { workspace, ports, seen, waitingFor } = looking;
  const now = ports.clock.now().getTime();
  const pollMs = workspace.thresholds.pollSeconds * 1000;
  const earlier = await earlierDates(workspace, ports, seen, evidence);
  return {
    ...statusRow(seen.name, evidence, earlier, { now, pollMs, kind: seen.backfill.kind, waitingFor }),
    ...(await disagreementFields(looking, evidence, earlier, now)),
    ...(await staleFields(looking, evidence, run)),
  };
}

async function disagreementFields(
  { workspace, ports, seen }: Looking,
  evidence: RunEvidence,
  earlier: EarlierDates,
  now: number,
): Promise<Fields> {
  const tables = tableDates(await knownValidation(workspace, ports), seen.backfill.tables);
  const found = disagreementsOf(evidence, runOutcome(evidence, earlier), tables, now);
  return { disagreements: found.map(({ message }) => message) };
}

async function staleFields(
  { workspace, ports, seen }: Looking,
  evidence: RunEvidence,
  run: Run | null,
): Promise<Fields> {
  const { startedAt, endedAt } = evidence;
  if (startedAt === null) return {};
  const { argv, cwd } = run?.started ?? { argv: [], cwd: null };
  return staleCode(workspace, ports, seen.backfill, { startedAt, endedAt, argv, cwd });
}
