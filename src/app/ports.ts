import type { DeadLetter } from "../core/alerts/deadLetter";
import type { FollowUpRecord } from "../core/alerts/followUp";
import type { ToldEnd } from "../core/alerts/toldEnd";
import type { ForecastRecord } from "../core/backfills/forecast";
import type { Suspension } from "../core/backfills/suspensions";
import type { CalendarDate } from "../core/calendar";
import type { GateDecision } from "../core/gate/decision";
import type { RecordedSchema } from "../core/coverage/column";
import type { Result } from "../core/result";
import type { TrainingResult } from "../core/training/judgement";
import type { Validation } from "../core/coverage/validation";
import type { Warehouse } from "./coverage/warehouse";
import type { ShownCommit } from "../core/language/commitText";
import type { Commit } from "../core/language/facts";
import type { Connection } from "../core/pipeline/pipeline";

/** Everything the use cases need of the outside world. `vscode/` and `cli/` construct it, nobody else. */
export type Ports = {
  readonly clock: Clock;
  readonly files: Files;
  readonly processes: Processes;
  readonly launcher: Launcher;
  readonly store: Store;
  readonly git: Git;
  /** Opens a warehouse on first use; its SDK is loaded then and not before. `root` is what relative paths stand on, `tables` what will be asked for. */
  openWarehouse(connection: Connection, root: string, tables: readonly string[]): Promise<Result<Warehouse>>;
  /** `config/recipes` of the installed package, absolute: the log recipes that are shipped. */
  readonly recipesFolder: string;
};

export type Clock = {
  now(): Date;
  /** Milliseconds by a clock that stands still while the machine sleeps; absent where there is none. */
  monotonicMs?(): number;
};

export type Files = {
  readText(path: string): Promise<Result<string>>;
  /** Bytes `[from, to)` of a file; shorter at its end. */
  readBytes(path: string, from: number, to: number): Promise<Result<Uint8Array>>;
  /** Several such ranges, read in this order, all of one and the same file, with its identity. */
  readRanges(path: string, ranges: readonly ByteRange[]): Promise<Result<ReadRanges>>;
  /**
   * The bytes of a compressed file (`.gz`; `.zst` where this Node has it), unpacked, piece by piece until `take` says false.
   * @returns `unreadable-file` also for a file that is damaged or still being written: what could be unpacked was given
   */
  unpack(path: string, take: (bytes: Uint8Array) => boolean): Promise<Result<void>>;
  /** The names in a folder, in no order; none where it cannot be read. */
  names(folder: string): Promise<string[]>;
  stat(path: string): Promise<FileFacts | null>;
  /** Whether there is such a file and this person may run it. */
  canExecute(path: string): Promise<boolean>;
  /** Files that fit a glob (`*`, `**`, `?`, `{a,b}`), absolute, in no order; a path without wildcards stands for itself. */
  glob(pattern: string, root: string): Promise<string[]>;
  /** The path with symbolic links resolved; the path itself where it does not exist. */
  realPath(path: string): Promise<string>;
  /** Bytes that this person may still write where the path is, or would be; null where it cannot be told. */
  freeBytes(path: string): Promise<number | null>;
  /** Written aside and renamed, so that a reader never sees half a file. */
  writeText(path: string, text: string): Promise<Result<void>>;
};

export type FileFacts = {
  readonly size: number;
  readonly bornAt: Date;
  readonly modifiedAt: Date;
  /** Device, inode and birth: unchanged as long as it is this very file, whatever its name. */
  readonly identity: string;
};

export type ByteRange = readonly [from: number, to: number];
export type ReadRanges = { readonly identity: string; readonly pieces: readonly Uint8Array[] };

/** A process as the operating system tells of it; what belongs to another user may be unreadable and stays unknown. */
export type ProcessInfo = {
  readonly pid: number;
  readonly parentPid: number;
  /** Split at blanks on systems that do not tell where an argument ends (macOS); empty when it cannot be read. */
  readonly argv: readonly string[];
  readonly cwd: string | null;
  readonly startedAt: Date;
  /** Unchanged as long as it is this very process: a PID that came round again has another. */
  readonly identity: string;
  /** Ended, and not yet collected by its parent. */
  readonly zombie: boolean;
  /** Stopped by a signal (Ctrl+Z) or a debugger: it does nothing until it is continued. Not told on Windows. */
  readonly suspended: boolean;
  /** Whether it belongs to the user that Headgate runs as. */
  readonly own: boolean;
  /** Null where the system does not tell. */
  readonly threads: number | null;
  /** Processor time so far, of user and system together, milliseconds. */
  readonly cpuMs: number | null;
  /** Memory that it holds (resident), bytes. */
  readonly memoryBytes: number | null;
  /** As of when all this is. */
  readonly readAt: Date;
};

export type Processes = {
  /** This machine, as records name it: processes of another one cannot be seen from here. */
  readonly host: string;
  /**
   * All processes that are there now, and those in `watched` as they are now. What descends from these may be some seconds old; of
   * the others, what may change while they live (arguments, parent, figures) may be up to two minutes old.
   */
  list(watched?: ReadonlySet<number>): Promise<Result<readonly ProcessInfo[]>>;
  /** The one with this PID, as one that is watched, or null when there is none. */
  find(pid: number): Promise<ProcessInfo | null>;
  /** The regular files that its standard output and error point to. */
  outputFiles(pid: number): Promise<string[]>;
  /**
   * Ends a process with all that it started: asked by SIGINT, by force after the grace period. Resolves once all are gone.
   * A process that leads its group is taken with its group; one that does not, without the shell it was typed into.
   */
  stop(pid: number, identity: string, graceMs: number): Promise<Result<void>>;
};

export type RunKind = "backfill" | "validator" | "training";

/** What to launch: already a plain argument list, with placeholders replaced. */
export type LaunchRequest = {
  readonly kind: RunKind;
  readonly name: string;
  readonly argv: readonly string[];
  /** Further commands, run one after another behind `argv` as one run: for dates that do not fit into one of them. */
  readonly further?: readonly FurtherCommand[];
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
  /** Absolute path of the output file. */
  readonly output: string;
  /** The dates it is asked to fill, ascending; null where it has none. */
  readonly dates: readonly CalendarDate[] | null;
  /** The tables that it writes, named so that two names are two tables. */
  readonly tables: readonly string[];
  /** How long it may take to end when it is asked to, milliseconds; kept in the record. */
  readonly graceMs: number;
  /** Start although another run writes the same: why. Kept in the record. */
  readonly force?: string;
  /** The `headgate.yaml` whose `then:` is followed once the command has ended; absent where nothing follows. */
  readonly followUp?: string;
  /** On Windows: the arguments are one line for its shell, to be passed on as written. */
  readonly verbatim?: true;
};

/** `env` is over that of the request. */
export type FurtherCommand = { readonly argv: readonly string[]; readonly env: Readonly<Record<string, string>> };

export type Launcher = {
  /** Starts the detached supervisor; resolves once the command runs (or could not), its start already in the store. */
  launch(request: LaunchRequest): Promise<Result<RunStarted>>;
};

/** Follows a run; see `adapters/store` for how records are kept. */
export type RunStarted = {
  readonly type: "started";
  /** Made from what the record says. */
  readonly id: string;
  readonly kind: RunKind;
  readonly name: string;
  /** `launched` through the supervisor, or `observed`: somebody else's process that was seen. */
  readonly origin: "launched" | "observed";
  /** The machine it runs on; earlier records do not name it. */
  readonly host?: string;
  readonly pid: number;
  readonly identity: string;
  readonly startedAt: string;
  readonly argv: readonly string[];
  readonly cwd: string | null;
  /** Absolute; null while not known. */
  readonly log: string | null;
  readonly dates: readonly CalendarDate[] | null;
  /** Why it was started although something was in its way; null when nothing was. */
  readonly forced: string | null;
  /** How many command lines it runs, one after another; 1 where it is not said. */
  readonly commands?: number;
  /** How long it may take to end when it is asked to, milliseconds; not known of runs that Headgate did not start. */
  readonly graceMs?: number;
  /** Who alone knows how it ends, and writes that down; not known of runs that Headgate did not start. */
  readonly supervisor?: { readonly pid: number; readonly identity: string };
};

export type RunEnded = {
  readonly type: "ended";
  readonly id: string;
  readonly run: string;
  readonly endedAt: string;
  /** Null for a signal, and for processes that Headgate did not start: never guessed. */
  readonly exitCode: number | null;
  readonly signal: string | null;
  readonly reason: string | null;
  /** Set when the command could not be started at all: nothing ran, and no date was touched. */
  readonly neverStarted?: true;
  /** Set when a person had asked it to stop. */
  readonly stopped?: true;
};

/** A person asked a run to stop, and for so long Headgate waits until it has. */
export type StopAsked = {
  readonly id: string;
  readonly run: string;
  readonly at: string;
  readonly patienceMs: number;
};

export type RunRecord = RunStarted | RunEnded;

/** The workspace's `.headgate/`: the one truth that outlives a window. */
export type Store = {
  /** Where it is, absolute. */
  readonly folder: string;
  /** True when the workspace cannot be written and the records are kept elsewhere; people are told. */
  readonly fallback: boolean;
  appendRun(record: RunRecord): Promise<Result<void>>;
  /** Ends that a person had asked for are marked as `stopped`. */
  runs(): Promise<RunRecord[]>;
  /** Written down before the signal is sent, so that nobody takes the end for a mystery. */
  appendStop(stop: StopAsked): Promise<Result<void>>;
  saveValidation(validation: Validation): Promise<Result<void>>;
  /** What was last measured of each table, put together; use `app/coverage/latestValidation.ts`, which knows the present sections. */
  latestValidation(): Promise<Validation | null>;
  /** The newest validations on record, so many of them, oldest first; what cannot be read is passed over. */
  validations(limit: number): Promise<Validation[]>;
  /** How long each validation on record took and what it measured, oldest first. */
  validationTimes(): Promise<{ readonly durationMs: number; readonly tables: readonly string[] }[]>;
  appendDecision(decision: GateDecision): Promise<Result<void>>;
  decisions(): Promise<GateDecision[]>;
  appendTraining(result: TrainingResult): Promise<Result<void>>;
  trainings(): Promise<TrainingResult[]>;
  /** What was forecast of runs, and how they came out. */
  appendForecast(record: ForecastRecord): Promise<Result<void>>;
  forecasts(): Promise<ForecastRecord[]>;
  /** Times in which runs could not work; one that is said again with the same id is the newer word. */
  appendSuspension(record: Suspension): Promise<Result<void>>;
  suspensions(): Promise<Suspension[]>;
  /** Columns of a table as last seen, for the editor and for `lint`. */
  saveSchema(schema: RecordedSchema): Promise<Result<void>>;
  schemas(): Promise<RecordedSchema[]>;
  readonly alerts: AlertRecords;
};

/** What is kept for alerts and for what follows a run; said again under the same id, the newer state counts. */
export type AlertRecords = {
  /** Who keeps an end second keeps nothing: what was told first stands. */
  keepToldEnd(end: ToldEnd): Promise<Result<void>>;
  toldEnds(): Promise<ToldEnd[]>;
  keepFollowUp(record: FollowUpRecord): Promise<Result<void>>;
  followUps(): Promise<FollowUpRecord[]>;
  keepDeadLetter(letter: DeadLetter): Promise<Result<void>>;
  deadLetters(): Promise<DeadLetter[]>;
};

export type { RecordedSchema } from "../core/coverage/column";

export type UncommittedFile = { readonly path: string; readonly state: "changed" | "new" };

export type Git = {
  /** Commit and dirtiness of the work tree at `root`; null where there is no repository. */
  head(root: string): Promise<{ readonly commit: string; readonly dirty: boolean } | null>;
  /** The folder that git keeps its HEAD and its logs in, absolute; null where there is no repository. */
  folder(root: string): Promise<string | null>;
  /** Which of these files are not as committed, of which git knows nothing included; null where there is no repository. */
  uncommitted(root: string, paths: readonly string[]): Promise<UncommittedFile[] | null>;
  /** The text of a file as of the last commit; null where it is not in it. */
  committedText(path: string): Promise<string | null>;
  /** The commit that a name or an abbreviated hash stands for; null where there is none, or several. */
  commit(root: string, name: string): Promise<Commit | null>;
  /** A commit with all that is shown of it; null where there is none of that name. */
  show(root: string, name: string): Promise<ShownCommit | null>;
  /** The latest commits of the present branch, newest first. */
  recentCommits(root: string, count: number): Promise<Commit[]>;
  /** The commits of the present branch that changed a file since a moment (ISO 8601), newest first. */
  changesOf(root: string, file: string, since: string): Promise<Commit[]>;
  /** What was checked out when (ISO 8601), oldest first, as far as git's own log of HEAD tells; its latest entries. */
  headLog(root: string): Promise<{ readonly hash: string; readonly at: string }[]>;
  /** Whether the second commit has the first one in its history (or is it); null where git cannot tell. */
  contains(root: string, ancestor: string, descendant: string): Promise<boolean | null>;
};
