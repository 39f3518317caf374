import type { CommitVersions } from "../../core/coverage/sql/rowTests";
import type { Ports } from "../ports";

/** How many questions git is asked at once. */
const atOnce = 8;

/**
 * Tells versions that have a commit in their history from those that git does not know.
 * @param commit its full hash
 * @param versions as the rows have them: hashes in full or abbreviated, tags, or what `git describe` says
 */
export async function commitVersions(
  root: string,
  git: Ports["git"],
  commit: string,
  versions: readonly string[],
): Promise<CommitVersions> {
  const having: string[] = [];
  const unknown: string[] = [];
  for (let index = 0; index < versions.length; index += atOnce) {
    const some = versions.slice(index, index + atOnce);
    const answers = await Promise.all(some.map((version) => contains(root, git, commit, version)));
    for (const [position, version] of some.entries()) {
      if (answers[position] === null) unknown.push(version);
      else if (answers[position]) having.push(version);
    }
  }
  return { having, unknown };
}

async function contains(root: string, git: Ports["git"], commit: string, version: string): Promise<boolean | null> {
  const name = nameOf(version);
  const found = name === null ? null : await git.commit(root, name);
  return found && git.contains(root, commit, found.hash);
}

/** Names that move, such as a branch or HEAD, say nothing of what wrote a row long ago; nor does code with changes on top. */
function nameOf(version: string): string | null {
  if (/^[0-9a-f]{4,64}$/i.test(version)) return version;
  const described = /-g([0-9a-f]{4,64})$/i.exec(version)?.[1];
  if (described !== undefined) return described;
  return /^[\w][\w.+-]*(\/[\w][\w.+-]*)*$/.test(version) && !version.endsWith("-dirty") ? `refs/tags/${version}` : null;
}
