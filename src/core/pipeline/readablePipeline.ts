import { isMapping } from "../yaml/isMapping";
import type { Path, YamlPlaces } from "../yaml/readYaml";
import type { Pipeline } from "./pipeline";
import type { RawPipeline } from "./pipelineSchema";

/** `headgate.yaml` as far as it can be read, with its places. */
export type ReadablePipeline = {
  readonly pipeline: Pipeline;
  readonly raw: Partial<RawPipeline>;
  readonly yaml: YamlPlaces;
  /** Where something cannot be read: what it would say is not in `pipeline`. */
  readonly mistakes: readonly Path[];
};

type NamedKind = "connections" | "tables" | "fixes" | "backfills" | "recipes" | "validators" | "gates" | "trainings";

/** Asked for at each reference, of which a file can have thousands. */
const names = new WeakMap<ReadablePipeline, Map<NamedKind, ReadonlySet<string> | null>>();

/** The names that are declared of a kind, also of what has a mistake; null where they cannot be told. */
export function namesIn(readable: ReadablePipeline, kind: NamedKind): ReadonlySet<string> | null {
  const known = names.get(readable) ?? new Map<NamedKind, ReadonlySet<string> | null>();
  names.set(readable, known);
  const found = known.get(kind);
  if (found !== undefined) return found;
  const named = namesOf(readable, kind);
  known.set(kind, named);
  return named;
}

function namesOf({ yaml, mistakes }: ReadablePipeline, kind: NamedKind): ReadonlySet<string> | null {
  if (mistakes.some(([first, second]) => first === undefined || (first === kind && second === undefined))) return null;
  const { value } = yaml;
  const declared = isMapping(value) ? value[kind] : undefined;
  const broken = yaml.broken.flatMap(({ path }) => (path[0] === kind ? [String(path[1])] : []));
  return new Set([...(isMapping(declared) ? Object.keys(declared) : []), ...broken]);
}

/** The tables under `tables:` that are not wholly understood; null where that is all of them. */
export function misreadTables({ mistakes }: ReadablePipeline): string[] | null {
  if (mistakes.some(([first, second]) => first === undefined || (first === "tables" && second === undefined)))
    return null;
  return mistakes.flatMap(([kind, name]) => (kind === "tables" ? [String(name)] : []));
}

/** The path of an item: `after: x` and `after: [x]` are both allowed, and a single text has no index. */
export function itemPath(yaml: YamlPlaces, path: Path, index: number): Path {
  return yaml.sourceOf(path) === undefined ? [...path, index] : path;
}
