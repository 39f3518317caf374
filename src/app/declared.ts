import { didYouMean, nearest } from "../core/nearest";
import { failure, success, type Result } from "../core/result";

/** The kinds of things that `headgate.yaml` declares by name and that people ask for by it. */
export type DeclaredKind = "backfill" | "validator" | "gate" | "training";

/** What is declared under a name; `unknown-name` where nothing is, with what may have been meant. */
export function declared<Declaration>(
  kind: DeclaredKind,
  declarations: Readonly<Record<string, Declaration>>,
  name: string,
): Result<Declaration> {
  // A name that people type may be one that every object has, such as `constructor`.
  const found = Object.hasOwn(declarations, name) ? declarations[name] : undefined;
  if (found !== undefined) return success(found);
  const names = Object.keys(declarations);
  const all = names.length > 0 ? `Declared: ${names.join(", ")}.` : `Declare one under ${kind}s: in headgate.yaml.`;
  return failure("unknown-name", `No ${kind} ${name} is declared. ${didYouMean(nearest(name, names)) ?? all}`);
}
