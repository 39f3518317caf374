import { readCheckpoint, type Checkpoint } from "../../core/backfills/checkpoint";
import type { CalendarDate } from "../../core/calendar";
import type { Backfill } from "../../core/pipeline/pipeline";
import { logsOfGlob } from "../logs/findLog";
import type { Files, Ports } from "../ports";
import type { Run } from "./runs";
import type { Workspace } from "../workspace";

/** A checkpoint that is written so soon after the end still is that run's. */
const writtenLateMs = 1_000;

/** That of a run that has ended is read once: what is written later is another run's. */
const lastCheckpoints = new WeakMap<Files, Map<string, Checkpoint | null>>();

/** The youngest checkpoint that was written while a run lived and that is about its dates; null where there is none. */
export async function checkpointOf(
  workspace: Workspace,
  ports: Ports,
  backfill: Backfill,
  run: Run,
): Promise<Checkpoint | null> {
  if (backfill.checkpoint === null || backfill.kind === "orchestrator") return null;
  const { started, ended } = run;
  if (ended === null) return findCheckpoint(workspace, ports, backfill.checkpoint, run);
  const known = lastCheckpoints.get(ports.files) ?? new Map<string, Checkpoint | null>();
  lastCheckpoints.set(ports.files, known);
  const key = JSON.stringify([workspace.root, started.id, ended.id, backfill.checkpoint]);
  const found = known.get(key);
  if (found !== undefined) return found;
  const read = await findCheckpoint(workspace, ports, backfill.checkpoint, run);
  if (ports.clock.now().getTime() > Date.parse(ended.endedAt) + writtenLateMs) known.set(key, read);
  return read;
}

async function findCheckpoint(
  { root }: Workspace,
  { files }: Ports,
  checkpoint: string,
  { started, ended }: Run,
): Promise<Checkpoint | null> {
  const from = Date.parse(started.startedAt);
  const until = ended === null ? Number.POSITIVE_INFINITY : Date.parse(ended.endedAt) + writtenLateMs;
  const written = (await logsOfGlob({ root }, { files }, [checkpoint]))
    .map(({ path, facts }) => ({ path, at: facts.modifiedAt.getTime() }))
    .filter(({ at }) => at >= from && at <= until)
    .sort((one, other) => other.at - one.at);
  for (const { path, at } of written) {
    const read = await readCheckpointFile(files, path, at);
    if (read !== null && covers(read, started.dates)) return { ...read, writtenAt: at };
  }
  return null;
}

const checkpoints = new WeakMap<Files, Map<string, { readonly at: number; readonly read: Checkpoint | null }>>();

/** Read again only when it was written again. */
async function readCheckpointFile(files: Files, path: string, at: number): Promise<Checkpoint | null> {
  const known = checkpoints.get(files) ?? new Map<string, { readonly at: number; readonly read: Checkpoint | null }>();
  checkpoints.set(files, known);
  const found = known.get(path);
  if (found?.at === at) return found.read;
  const text = await files.readText(path);
  const read = text.ok ? readCheckpoint(text.value) : null;
  // One that is just being written is read once more at the next look.
  if (read !== null) known.set(path, { at, read });
  return read;
}

/** Jobs keep a checkpoint for each range: that of another one is not this run's. */
function covers({ dates }: Checkpoint, asked: readonly CalendarDate[] | null): boolean {
  const [first, last] = [asked?.[0], asked?.at(-1)];
  const [from, to] = [dates?.[0], dates?.at(-1)];
  if (first === undefined || last === undefined || from === undefined || to === undefined) return true;
  return from <= first && last <= to;
}
