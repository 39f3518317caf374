import type { Path } from "../../yaml/readYaml";

/** Whether a path fits a pattern such as `backfills.*.after`: `*` is any key, `#` any item of a list. */
export function matches(path: Path, pattern: string): boolean {
  const steps = pattern.split(".");
  return (
    path.length === steps.length &&
    path.every((step, index) =>
      typeof step === "number" ? steps[index] === "#" : steps[index] === "*" || steps[index] === step,
    )
  );
}
