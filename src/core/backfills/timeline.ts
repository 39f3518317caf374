import { countedText } from "../report/numbers";
import { durationPair, laterPair, plusDuration } from "./etaPairs";
import type { BackfillStatus, Eta, Phase } from "./status";

/** A declared backfill, as far as what comes after what depends on it. */
export type ChainedBackfill = {
  readonly name: string;
  readonly kind: "job" | "orchestrator";
  readonly after: readonly string[];
  /** The tables it fills. */
  readonly tables: readonly string[];
};

export type TimelineSource = {
  /** In the order of `headgate.yaml`, as the rows are. */
  readonly backfills: readonly ChainedBackfill[];
  readonly rows: readonly BackfillStatus[];
  /** Trainings in the file's order, with the gate that each waits for. */
  readonly trainings: readonly { readonly name: string; readonly gate: string | null }[];
  /** How long things took before, milliseconds, the newest last. */
  readonly took: {
    readonly backfills: Readonly<Record<string, readonly number[]>>;
    /** Of validations that measured all of these tables. */
    readonly validations: (tables: readonly string[]) => readonly number[];
    readonly trainings: Readonly<Record<string, readonly number[]>>;
  };
};

/**
 * What is under way and what comes after it: running backfills, those that wait for them, the validation of what they fill, and the
 * trainings. Each step starts when the last one before it ends, and takes as long as it took before; where nothing tells that, its
 * end is null and so is everything after it.
 * @returns nothing while no backfill runs
 */
export function timeline(source: TimelineSource): Phase[] {
  const phases = backfillPhases(source);
  if (phases.length === 0) return [];
  const filled = new Set(
    source.backfills.filter(({ name }) => phases.some((one) => one.name === name)).flatMap(({ tables }) => tables),
  );
  if (filled.size === 0) return phases;
  const validation = nextPhase("validation", [...filled].join(", "), phases, {
    took: source.took.validations([...filled]),
    word: "validation",
  });
  const trainings = source.trainings.map(({ name, gate }): Phase => {
    const phase = nextPhase("training", name, [validation], { took: source.took.trainings[name] ?? [], word: "run" });
    return gate === null || phase.starts === null
      ? phase
      : { ...phase, starts: { ...phase.starts, remark: `If the gate ${gate} says GO.` } };
  });
  return [...phases, validation, ...trainings];
}

function backfillPhases({ backfills, rows, took }: TimelineSource): Phase[] {
  const jobs = backfills.filter(({ kind }) => kind === "job");
  const rowOf = new Map(rows.map((row) => [row.name, row]));
  const phases = new Map<string, Phase>();
  const orchestrators = backfills.filter(({ kind }) => kind === "orchestrator").map(({ name }) => rowOf.get(name));
  const awaited = new Set(orchestrators.flatMap((row) => (row?.state === "waiting" ? row.waitingFor : [])));
  for (const { name } of jobs) {
    const row = rowOf.get(name);
    if (row && isUnderWay(row)) phases.set(name, runningPhase(row));
  }
  let waiting = jobs.filter((job) => isToCome(job));
  for (;;) {
    // Those for which a phase is to end first, and for nothing that has no place yet: of a chain one link a round.
    const names = new Set(waiting.filter((job) => leadsBack(job, new Set())).map(({ name }) => name));
    const next = waiting.filter(({ name, after }) => names.has(name) && !after.some((one) => names.has(one)));
    if (next.length === 0) return [...phases.values()];
    for (const { name, after } of next) {
      const before = after.flatMap((one) => phases.get(one) ?? []);
      phases.set(name, nextPhase("backfill", name, before, { took: took.backfills[name] ?? [], word: "run" }));
    }
    waiting = waiting.filter((job) => !next.includes(job));
  }

  /** One that never ran, or ran before what it comes after and for which an orchestrator waits: else nobody says that it runs again. */
  function isToCome({ name, after }: ChainedBackfill): boolean {
    const row = rowOf.get(name);
    if (row === undefined || row.state === "unknown" || phases.has(name)) return false;
    if (row.state === "waiting" || row.state === "idle") return true;
    return after.some((one) => {
      const before = rowOf.get(one)?.startedAt ?? "";
      return awaited.has(one) && phases.has(one) && (row.startedAt ?? "") < before;
    });
  }

  /** Whether it waits, directly or through others that wait, for something that has its place in the timeline. */
  function leadsBack({ name, after }: ChainedBackfill, seen: Set<string>): boolean {
    if (seen.has(name)) return false;
    seen.add(name);
    return after.some((one) => {
      const other = waiting.find((job) => job.name === one);
      return phases.has(one) || (other !== undefined && leadsBack(other, seen));
    });
  }
}

/** Its process is there, and may write. */
export function isUnderWay({ state, pid }: BackfillStatus): boolean {
  return pid !== null && (state === "running" || state === "stalled");
}

function runningPhase(row: BackfillStatus): Phase {
  const { name, startedAt, eta } = row;
  const starts: Eta | null =
    startedAt === null ? null : { optimistic: startedAt, conservative: startedAt, confidence: "high" };
  const reason = row.suspended
    ? `${name} is stopped by a signal; when it is continued nobody knows.`
    : row.state === "stalled"
      ? `${name} is stalled.`
      : eta === null
        ? `No date of ${name} has ended yet, and no earlier run is on record.`
        : null;
  return { kind: "backfill", name, starts, ends: reason === null ? eta : null, reason };
}

type Earlier = {
  /** Milliseconds. */
  readonly took: readonly number[];
  readonly word: "run" | "validation";
};

/** A step that begins when the last of those before it ends. */
function nextPhase(kind: Phase["kind"], name: string, before: readonly Phase[], { took, word }: Earlier): Phase {
  const untold = before.find(({ ends }) => ends === null);
  if (untold) return { kind, name, starts: null, ends: null, reason: `When ${untold.name} ends could not be told.` };
  const starts = laterPair(before.flatMap(({ ends }) => ends ?? []));
  const duration = durationPair(took);
  if (starts === null || duration === null)
    return {
      kind,
      name,
      starts,
      ends: null,
      reason: `How long it takes is not known: no ${word} of ${name} is on record.`,
    };
  const ends = plusDuration(starts, duration, took.length === 1);
  return {
    kind,
    name,
    starts,
    ends: { ...ends, remark: `Taken from ${countedText(took.length, `earlier ${word}`)}.` },
    reason: null,
  };
}
