import { join, relative, resolve, sep } from "node:path";
import { scriptsIn } from "../../core/backfills/scripts";
import type { Files } from "../ports";

/** A file inside the workspace that a run executes. */
export type ExecutedFile = {
  /** Relative to the workspace root. */
  readonly file: string;
  readonly modifiedAt: Date;
};

/** The scripts and modules among the arguments of a run that lie inside the workspace; what these load in turn is not known. */
export async function filesItRuns(
  root: string,
  files: Pick<Files, "stat" | "realPath">,
  argv: readonly string[],
  cwd: string | null,
): Promise<ExecutedFile[]> {
  const { paths, module } = scriptsIn(argv);
  const asPath = module?.replaceAll(".", "/");
  const named = [...paths, ...(asPath === undefined ? [] : [`${asPath}.py`, join(asPath, "__main__.py")])];
  const realRoot = await files.realPath(root);
  const found = await Promise.all(
    named.map(async (name): Promise<ExecutedFile[]> => {
      const path = resolve(cwd ?? root, name);
      const facts = await files.stat(path);
      if (facts === null) return [];
      const real = await files.realPath(path);
      return real.startsWith(realRoot + sep) ? [{ file: relative(realRoot, real), modifiedAt: facts.modifiedAt }] : [];
    }),
  );
  return [...new Map(found.flat().map((one) => [one.file, one])).values()];
}
