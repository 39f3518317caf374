import { dirname } from "node:path";
import * as vscode from "vscode";
import type { Ports } from "../../app/ports";
import type { Definition, Target } from "../../core/language/navigation/definition";
import { openedIn, type Session } from "../session";
import { commitUri } from "./commitDocuments";
import type { LanguageFiles } from "./languageFiles";
import { rangeOf } from "./places";
import { uriOf } from "./twoDocuments";

/** More logs than this are nothing to choose from. */
const mostFiles = 20;

/** Where a word leads, as the editor follows it: only to what is there. */
export async function linksTo(
  { from, targets }: Definition,
  files: LanguageFiles,
  session: Session,
): Promise<vscode.LocationLink[]> {
  const opened = openedIn(session);
  const around = opened && { ports: opened.ports, root: dirname(opened.configurationFile) };
  const links = await Promise.all(targets.map((target) => linksOf(target, files, around)));
  return links.flat().map((link) => ({ originSelectionRange: rangeOf(from), ...link }));
}

/** The outside world, and the folder of `headgate.yaml`. */
type Around = { readonly ports: Ports; readonly root: string };

async function linksOf(target: Target, files: LanguageFiles, around: Around | null): Promise<vscode.LocationLink[]> {
  if (target.kind === "place") {
    const targetUri = uriOf(files, target.file);
    return targetUri ? [{ targetUri, targetRange: rangeOf(target.range) }] : [];
  }
  if (!around) return [];
  const targetRange = new vscode.Range(0, 0, 0, 0);
  if (target.kind === "file") {
    const uris = await filesAt(target.path, around);
    return uris.map((targetUri) => ({ targetUri, targetRange }));
  }
  const commit = await around.ports.git.commit(around.root, target.name);
  return commit ? [{ targetUri: commitUri(commit.hash), targetRange }] : [];
}

/** The files that a path or glob stands for, the newest first. */
async function filesAt(pattern: string, { ports, root }: Around): Promise<vscode.Uri[]> {
  const found = await ports.files.glob(pattern, root);
  const uris = await Promise.all(
    found.map(async (path) => {
      const uri = vscode.Uri.file(path);
      const stat = await Promise.resolve(vscode.workspace.fs.stat(uri)).catch(() => null);
      return stat?.type === vscode.FileType.File ? [{ uri, at: stat.mtime }] : [];
    }),
  );
  const newest = uris.flat().sort((a, b) => b.at - a.at);
  return newest.slice(0, mostFiles).map(({ uri }) => uri);
}
