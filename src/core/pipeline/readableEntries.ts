import type { BrokenPart, Path, YamlPlaces } from "../yaml/readYaml";
import { schemaDiagnostics } from "../yaml/schemaDiagnostics";
import type { Diagnostic } from "../diagnostic";
import { pipelineSchema, type RawPipeline } from "./pipelineSchema";

/** As much of `headgate.yaml` as fits its schema. */
export type ReadableEntries = {
  readonly raw: Partial<RawPipeline>;
  readonly diagnostics: readonly Diagnostic[];
  /** Where something does not fit, or is no YAML. */
  readonly mistakes: readonly Path[];
};

type Issue = { readonly code: string; readonly path: readonly PropertyKey[]; readonly keys?: readonly string[] };

/** How many steps of a path are left out with a mistake: first it alone, then its entry, then all that stands at the top. */
const depths = [Number.POSITIVE_INFINITY, 3, 2, 1];

/**
 * Checks a file against the schema. What does not fit is told and left out, as little as possible of it, so that the rest can be
 * checked further.
 */
export function readableEntries(yaml: YamlPlaces): ReadableEntries {
  const whole = pipelineSchema.safeParse(yaml.value ?? {});
  const broken = yaml.broken.map(({ path }) => path);
  if (whole.success) return { raw: whole.data, diagnostics: [], mistakes: broken };
  const issues = whole.error.issues.filter((issue) => !isBroken(issue.path, yaml.broken));
  const diagnostics = schemaDiagnostics(yaml, issues, [], pipelineSchema);
  const mistakes = [...broken, ...issues.flatMap(pathsOf)];
  return { raw: withoutMistakes(yaml.value), diagnostics, mistakes };
}

function withoutMistakes(value: unknown): Partial<RawPipeline> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return {};
  const rest: object = structuredClone(value);
  for (const depth of depths) {
    const parsed = pipelineSchema.partial().safeParse(rest);
    if (parsed.success) return parsed.data as Partial<RawPipeline>;
    for (const path of parsed.error.issues.flatMap(pathsOf)) leaveOut(rest, path.slice(0, depth));
  }
  const parsed = pipelineSchema.partial().safeParse(rest);
  return parsed.success ? (parsed.data as Partial<RawPipeline>) : {};
}

/** What an issue is about. Items of a list stay where they are: the whole list is left out. */
function pathsOf(issue: Issue): Path[] {
  const steps = issue.path.map((step) => (typeof step === "number" ? step : String(step)));
  const list = steps.findIndex((step) => typeof step === "number");
  const path = list < 0 ? steps : steps.slice(0, list);
  return issue.code === "unrecognized_keys" ? (issue.keys ?? []).map((key) => [...path, key]) : [path];
}

/** Takes what stands at a path out of a value, in place: a copy for each of many mistakes would take long. */
function leaveOut(value: object, path: Path): void {
  let parent: unknown = value;
  for (const step of path.slice(0, -1)) {
    if (typeof parent !== "object" || parent === null || !Object.hasOwn(parent, step)) return;
    parent = (parent as Record<string, unknown>)[String(step)];
  }
  const last = path.at(-1);
  if (typeof parent === "object" && parent !== null && last !== undefined) Reflect.deleteProperty(parent, String(last));
}

/** What is missing only because it is no YAML has been told already. */
function isBroken(path: readonly PropertyKey[], broken: readonly BrokenPart[]): boolean {
  return broken.some((part) => part.path.every((step, index) => String(path[index]) === String(step)));
}
