import type { Diagnostic } from "../../diagnostic";
import { diagnosticAt } from "../../yaml/readYaml";
import type { KnownPipeline } from "./knownPipeline";

/** Gates that ask for `regression: none` of sections that look for no regression: the answer could only be an empty one. */
export function noRegressionCheck({ readable: { pipeline, yaml }, facts: { sections } }: KnownPipeline): Diagnostic[] {
  if (sections === null) return [];
  const looksForDrops = (name: string): boolean =>
    sections.some((section) => section.name === name && section.bounds.some(({ key }) => key.endsWith("_drop_pct")));
  return Object.entries(pipeline.gates).flatMap(([name, { requires }]): Diagnostic[] => {
    const known = requires.checks.every((check) => sections.some((section) => section.name === check));
    if (requires.regression === null || !known || requires.checks.some(looksForDrops)) return [];
    const range = yaml.rangeOfValue(["gates", name, "requires", "regression"]);
    const of = requires.checks.length > 0 ? ` ${requires.checks.join(" or ")}` : " the sections under checks:";
    const message = `Nothing in${of} looks for a regression. Add a bound such as usage_rate_drop_pct: { warn: 5, fail: 10 }.`;
    return [diagnosticAt(yaml, range, "error", "no-regression-check", message)];
  });
}
