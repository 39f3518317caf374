import type * as z from "zod";
import type { Diagnostic } from "../diagnostic";
import { didYouMean, nearest } from "../nearest";
import { keysAt, type Schema } from "./describe";
import { diagnosticAt, useInstead, type Path, type YamlPlaces } from "./readYaml";

/**
 * What a schema finds wrong in a YAML file, each at the key or value it is about.
 * @param base where in the file the checked value stands
 * @param schema of the checked value; where a key is not known, the nearest of its keys are proposed
 */
export function schemaDiagnostics(
  yaml: YamlPlaces,
  issues: readonly z.core.$ZodIssue[],
  base: Path,
  schema: Schema,
): Diagnostic[] {
  return issues.flatMap((issue) => {
    const path: Path = [...base, ...issue.path.map((step) => (typeof step === "number" ? step : String(step)))];
    if (issue.code === "unrecognized_keys") {
      const known = keysAt(schema, path.slice(base.length)).map((one) => one.key);
      return issue.keys.map((key) => unknownKey(yaml, path, key, known));
    }
    const parent = path.slice(0, -1);
    if (path.length > base.length && valueAt(yaml, path) === undefined) {
      const message = `${String(path.at(-1))} is missing here.`;
      return [diagnosticAt(yaml, yaml.rangeOfKey(parent), "error", "missing-key", message)];
    }
    return [diagnosticAt(yaml, yaml.rangeOfValue(path), "error", "invalid-value", sentence(issue, path))];
  });
}

function unknownKey(yaml: YamlPlaces, path: Path, key: string, known: readonly string[]): Diagnostic {
  const near = nearest(key, known);
  const hint = didYouMean(near) ?? (known.length > 0 ? `Known here: ${known.join(", ")}.` : "");
  const where = path.length > 0 ? ` in ${path.join(".")}` : "";
  const range = yaml.rangeOfKey([...path, key]);
  return diagnosticAt(
    yaml,
    range,
    "error",
    "unknown-key",
    `${key} is not known${where}. ${hint}`.trimEnd(),
    // A key that stands there already would stand there twice.
    near.filter((name) => valueAt(yaml, [...path, name]) === undefined).map((name) => useInstead(range, name)),
  );
}

function sentence(issue: z.core.$ZodIssue, path: Path): string {
  const last = path.at(-1);
  const subject = last === undefined ? "The file" : typeof last === "number" ? "This entry" : last;
  // A message of the schema's own goes on from its subject.
  if (/^(?:must|is|has|ends) /.test(issue.message)) return `${subject} ${issue.message}`;
  switch (issue.code) {
    case "invalid_type":
      return `${subject} must be ${typeWords[issue.expected] ?? issue.expected}.`;
    case "invalid_value":
      return `${subject} must be ${issue.values.map(String).join(" or ")}.`;
    case "too_small":
      return `${subject} must ${issue.origin === "number" ? `be at least ${issue.minimum}` : "not be empty"}.`;
    case "too_big":
      return `${subject} must be at most ${issue.maximum}.`;
    case "invalid_key":
      return `${subject} is not a name that can be used here.`;
    default:
      return `${subject}: ${issue.message}${issue.message.endsWith(".") ? "" : "."}`;
  }
}

const typeWords: Readonly<Record<string, string>> = {
  string: "a text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list",
  object: "a mapping (key: value)",
  record: "a mapping (key: value)",
};

function valueAt(yaml: YamlPlaces, path: Path): unknown {
  let value = yaml.value;
  for (const step of path) {
    if (typeof value !== "object" || value === null) return undefined;
    value = (value as Record<string | number, unknown>)[step];
  }
  return value;
}
