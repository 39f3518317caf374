import { statusRow } from "../../core/backfills/statusRow";
import { disagreementsOf, type Disagreement } from "../../core/backfills/disagreements";
import { runOutcome, type RunEvidence } from "../../core/backfills/runOutcome";
import type { Validation } from "../../core/coverage/validation";
import type { BackfillStatus } from "../../core/backfills/status";
import { earlierDates } from "./earlierDates";
import { aroundRun, readForesight, type Foresight } from "./foresight";
import type { SeenBackfill } from "./lookAtBackfills";
import type { Ports } from "../ports";
import type { Run } from "./runs";
import { codeHead, staleCode, type CodeHead } from "./staleCode";
import { knownValidation, tableDates } from "./tableDates";
import type { Workspace } from "../workspace";

/** What a row is told from beside the run itself. */
export type Looking = {
  readonly workspace: Workspace;
  readonly ports: Ports;
  readonly seen: SeenBackfill;
  /** Backfills that it waits for and that have not ended. */
  readonly waitingFor: readonly string[];
  readonly shared: SharedFacts;
};

/** What is looked up once for all rows of a look. */
export type SharedFacts = {
  readonly validation: Validation | null;
  readonly head: CodeHead;
  readonly foresight: Foresight;
};

export async function sharedFacts(workspace: Workspace, ports: Ports): Promise<SharedFacts> {
  return {
    validation: await knownValidation(workspace, ports),
    head: await codeHead(workspace.root, ports),
    foresight: await readForesight(ports),
  };
}

/** A row, with what it was told from where that says more than the row. */
export type WatchedRow = { readonly status: BackfillStatus; readonly disagreements: readonly Disagreement[] };

/** Fields of a row that are told together. */
type Fields = Partial<BackfillStatus>;

/**
 * The row of one run: what it tells of itself, and over it what other sources know.
 * @param run its record; null for one of which only a log is left
 */
export async function runRow(looking: Looking, evidence: RunEvidence, run: Run | null): Promise<WatchedRow> {
  const { workspace, ports, seen, waitingFor, shared } = looking;
  const now = ports.clock.now().getTime();
  const pollMs = workspace.thresholds.pollSeconds * 1000;
  const earlier = await earlierDates(workspace, ports, seen, evidence);
  const tables = tableDates(shared.validation, seen.backfill.tables);
  const outcome = runOutcome(evidence, earlier);
  const disagreements = disagreementsOf(evidence, outcome, tables, now);
  const status: BackfillStatus = {
    ...statusRow(seen.name, evidence, outcome, {
      now,
      pollMs,
      kind: seen.backfill.kind,
      waitingFor,
      ...aroundRun(shared.foresight, seen.name, run, now),
    }),
    ...(await staleFields(looking, evidence, run)),
    disagreements: disagreements.map(({ message }) => message),
    expectedRecords: seen.backfill.expectedRecords,
  };
  return { status, disagreements };
}

async function staleFields(
  { workspace, ports, seen, shared }: Looking,
  evidence: RunEvidence,
  run: Run | null,
): Promise<Fields> {
  const { startedAt, endedAt } = evidence;
  if (startedAt === null) return {};
  const { argv, cwd } = run?.started ?? { argv: [], cwd: null };
  return staleCode(workspace, ports, seen.backfill, { startedAt, endedAt, argv, cwd }, shared.head);
}
