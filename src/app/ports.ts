import type { CalendarDate } from "../core/calendar";
import type { GateDecision } from "../core/gate/decision";
import type { RecordedSchema } from "../core/coverage/column";
import type { Result } from "../core/result";
import type { TrainingResult } from "../core/training/judgement";
import type { Validation } from "../core/coverage/validation";
import type { Warehouse } from "./warehouse";
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

export type Clock = { now(): Date };

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

/** A process as the operating system tells of it. */
export type ProcessInfo = {
  readonly pid: number;
  readonly parentPid: number;
  readonly argv: readonly string[];
  readonly cwd: string | null;
  readonly startedAt: Date;
  /** Unchanged as long as it is this very process: a PID that came round again has another. */
  readonly identity: string;
  /** Ended, and not yet collected by its parent. */
  readonly zombie: boolean;
  readonly threads: number;
};

export type Processes = {
  list(): Promise<Result<readonly ProcessInfo[]>>;
  /** The one with this PID, or null when there is none. */
  find(pid: number): Promise<ProcessInfo | null>;
  /** The regular files that its standard output and error point to. */
  outputFiles(pid: number): Promise<string[]>;
  /** Signals the process group (SIGINT, then SIGKILL after the grace period) and resolves once it is gone. */
  stop(pid: number, identity: string, graceMs: number): Promise<Result<void>>;
};

export type RunKind = "backfill" | "validator" | "training";

/** What to launch: already a plain argument list, with placeholders replaced. */
export type LaunchRequest = {
  readonly kind: RunKind;
  readonly name: string;
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
  /** Absolute path of the output file. */
  readonly output: string;
  /** The dates it is asked to fill, ascending; null where it has none. */
  readonly dates: readonly CalendarDate[] | null;
  /** Start although another launch of the same name holds the lock: why. Kept in the record. */
  readonly force?: string;
};

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
};

export type RunRecord = RunStarted | RunEnded;

/** The workspace's `.headgate/`: the one truth that outlives a window. */
export type Store = {
  /** Where it is, absolute. */
  readonly folder: string;
  /** True when the workspace cannot be written and the records are kept elsewhere; people are told. */
  readonly fallback: boolean;
  appendRun(record: RunRecord): Promise<Result<void>>;
  runs(): Promise<RunRecord[]>;
  saveValidation(validation: Validation): Promise<Result<void>>;
  /** What was last measured of each table, put together; use `app/latestValidation.ts`, which knows the present sections. */
  latestValidation(): Promise<Validation | null>;
  /** The newest validations on record, so many of them, oldest first; what cannot be read is passed over. */
  validations(limit: number): Promise<Validation[]>;
  appendDecision(decision: GateDecision): Promise<Result<void>>;
  decisions(): Promise<GateDecision[]>;
  appendTraining(result: TrainingResult): Promise<Result<void>>;
  trainings(): Promise<TrainingResult[]>;
  /** Columns of a table as last seen, for the editor and for `lint`. */
  saveSchema(schema: RecordedSchema): Promise<Result<void>>;
  schemas(): Promise<RecordedSchema[]>;
};

export type { RecordedSchema } from "../core/coverage/column";

export type Git = {
  /** Commit and dirtiness of the work tree at `root`; null where there is no repository. */
  head(root: string): Promise<{ readonly commit: string; readonly dirty: boolean } | null>;
  /** The folder that git keeps its HEAD and its logs in, absolute; null where there is no repository. */
  folder(root: string): Promise<string | null>;
  /** The text of a file as of the last commit; null where it is not in it. */
  committedText(path: string): Promise<string | null>;
  /** The commit that a name or an abbreviated hash stands for; null where there is none, or several. */
  commit(root: string, name: string): Promise<Commit | null>;
  /** A commit with all that is shown of it; null where there is none of that name. */
  show(root: string, name: string): Promise<ShownCommit | null>;
  /** The latest commits of the present branch, newest first. */
  recentCommits(root: string, count: number): Promise<Commit[]>;
  /** Whether the second commit has the first one in its history (or is it); null where git cannot tell. */
  contains(root: string, ancestor: string, descendant: string): Promise<boolean | null>;
};
