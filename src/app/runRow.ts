import { statusRow } from "../core/backfills/statusRow";
import { disagreementsOf, type Disagreement } from "../core/backfills/disagreements";
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

/** A row, with what it was told from where that says more than the row. */
export type WatchedRow = { readonly status: BackfillStatus; readonly disagreements: readonly Disagreement[] };

/** Fields of a row that are told together. */
type Fields = Partial<BackfillStatus>;

/**
 * The row of one run: what it tells of itself, and over it what other sources know.
 * @param run its record; null for one of which only a log is left
 */
export async function runRow(looking: Looking, evidence: RunEvidence, run: Run | null): Promise<WatchedRow> {
  const { workspace, ports, seen, waitingFor } = looking;
  const now = ports.clock.now().getTime();
  const pollMs = workspace.thresholds.pollSeconds * 1000;
  const earlier = await earlierDates(workspace, ports, seen, evidence);
  const tables = tableDates(await knownValidation(workspace, ports), seen.backfill.tables);
  const disagreements = disagreementsOf(evidence, runOutcome(evidence, earlier), tables, now);
  const status: BackfillStatus = {
    ...statusRow(seen.name, evidence, earlier, { now, pollMs, kind: seen.backfill.kind, waitingFor }),
    ...(await staleFields(looking, evidence, run)),
    disagreements: disagreements.map(({ message }) => message),
    expectedRecords: seen.backfill.expectedRecords,
  };
  return { status, disagreements };
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
