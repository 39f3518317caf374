import { dirname, relative, resolve } from "node:path";
import * as vscode from "vscode";
import { askedOf, gatherFacts, nothingGathered } from "../../app/language/languageFacts";
import { pipelineReader } from "../../app/language/lint";
import type { Ports } from "../../app/ports";
import type { LanguageFacts, PipelineFacts } from "../../core/language/facts";
import type { PipelineReading } from "../../core/pipeline/readPipeline";
import { sectionsIn, thresholdsReader } from "../../core/thresholds/readThresholds";
import { disposableStore } from "../disposableStore";
import { inBackground } from "../inBackground";
import { openedIn, type Session } from "../session";
import { factsKeeper } from "./factsKeeper";
import { watchHead } from "./gitWatcher";
import { textOf } from "./openText";
import { storedRecords } from "./storedRecords";

/** The two files a user writes, as the editor's language features see them. */
export type LanguageFiles = vscode.Disposable & {
  /** Which of the two files a document is; null for any other. */
  kindOf(document: vscode.TextDocument): "thresholds" | "pipeline" | null;
  /** How a file is named in diagnostics: relative to the folder of `headgate.yaml`. */
  nameOf(document: Pick<vscode.TextDocument, "uri">): string;
  /** Paths of both files; null while there are none, and in a folder that is not trusted. */
  readonly paths: { readonly pipeline: string; readonly thresholds: string | null } | null;
  /** What is known besides the text: the same object until something of it changes. Its `now` is of that change. */
  readonly facts: LanguageFacts;
  /** What `headgate.yaml` names outside of itself, as far as somebody has looked. */
  readonly surroundings: PipelineFacts["surroundings"];
  readonly onDidChange: vscode.Event<void>;
};

/** Where language features are asked for. Every provider still asks `kindOf`: most YAML files are not ours. */
export const yamlFiles: vscode.DocumentSelector = { scheme: "file", language: "yaml" };

const settleMs = 250;

export function languageFiles(session: Session, log: vscode.LogOutputChannel): LanguageFiles {
  const disposables = disposableStore();
  const changes = disposables.add(new vscode.EventEmitter<void>());
  const keeper = factsKeeper();
  const records = storedRecords(session);
  const readPipeline = pipelineReader();
  const readThresholds = thresholdsReader();
  let paths: LanguageFiles["paths"] = null;
  let looks = 0;
  /** What was asked when it was last gathered. */
  let asked: string | null = null;
  /** How often what is outside may have changed: an answer from before is none. */
  let changesOutside = 0;
  let head: { readonly root: string; readonly watcher: vscode.Disposable } | null = null;

  async function look(): Promise<void> {
    const present = ++looks;
    const isCurrent = (): boolean => present === looks;
    const opened = openedIn(session);
    if (opened === null) {
      const had = paths !== null;
      paths = null;
      asked = null;
      if (keeper.take(null, nothingGathered, new Date()) || had) changes.fire();
      return;
    }
    const { configurationFile, ports } = opened;
    const text = await textOf(configurationFile);
    if (!isCurrent()) return;
    const reading = text === null ? null : readPipeline({ name: configurationFile, text });
    const before = paths;
    paths = { pipeline: configurationFile, thresholds: thresholdsPath(configurationFile, reading) };
    const moved = before?.pipeline !== paths.pipeline || before.thresholds !== paths.thresholds;
    // At once what the text says; what it takes git and the disk to tell follows.
    if (keeper.take(reading, moved ? nothingGathered : keeper.gathered, new Date()) || moved) changes.fire();
    await lookAround(reading, text, ports, isCurrent);
  }

  async function lookAround(
    reading: PipelineReading | null,
    text: string | null,
    ports: Ports,
    isCurrent: () => boolean,
  ): Promise<void> {
    if (paths === null) return;
    const { pipeline, thresholds } = paths;
    const thresholdsText = thresholds === null ? null : await textOf(thresholds);
    if (!isCurrent()) return;
    const sections = thresholdsText === null ? [] : sectionsIn(readThresholds("", thresholdsText));
    const question = `${changesOutside} ${thresholdsText !== null} ${askedOf(reading?.readable ?? null, sections)}`;
    if (question === asked) return;
    const sources = {
      configuration: text === null ? null : { path: pipeline, text },
      thresholds: thresholds === null || thresholdsText === null ? null : { path: thresholds, text: thresholdsText },
    };
    await watchHeadOf(dirname(pipeline), ports);
    const gathered = await gatherFacts(sources, await records.read(ports.store), ports, process.env);
    if (!isCurrent()) return;
    asked = question;
    keeper.take(reading, gathered, new Date());
    // Also where nothing of it is new: a file that nobody has open may be another one on the disk.
    changes.fire();
  }

  /** While `headgate.yaml` does not say which file has the thresholds, it is the one that it last named. */
  function thresholdsPath(configuration: string, reading: PipelineReading | null): string | null {
    const named = reading?.readable.raw.thresholds;
    if (named !== undefined) return resolve(dirname(configuration), named);
    return paths?.pipeline === configuration ? paths.thresholds : null;
  }

  async function watchHeadOf(root: string, ports: Ports): Promise<void> {
    if (head?.root === root) return;
    // Where there is no repository yet, it is looked for again the next time.
    const watcher = await watchHead(root, ports.git, lookAfresh);
    head?.watcher.dispose();
    head = watcher && { root, watcher: disposables.add(watcher) };
  }

  let timer: NodeJS.Timeout | undefined;
  const lookSoon = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => inBackground(log, "Looking around the two files", look()), settleMs);
  };
  /** The files, git or the store may say something else, whatever is asked. */
  function lookAfresh(): void {
    changesOutside++;
    lookSoon();
  }

  const kindOf = ({ uri }: vscode.TextDocument): "thresholds" | "pipeline" | null => {
    if (uri.scheme !== "file" || paths === null) return null;
    return uri.fsPath === paths.pipeline ? "pipeline" : uri.fsPath === paths.thresholds ? "thresholds" : null;
  };
  const lookIfOurs = (document: vscode.TextDocument): void => {
    if (kindOf(document) !== null) lookSoon();
  };
  disposables.add(session.onDidChange(() => (records.haveChanged() ? lookAfresh() : undefined)));
  disposables.add(vscode.workspace.onDidChangeTextDocument(({ document }) => lookIfOurs(document)));
  disposables.add(vscode.workspace.onDidCloseTextDocument(lookIfOurs));
  disposables.add(vscode.workspace.onDidSaveTextDocument(lookAfresh));
  disposables.add(vscode.window.onDidChangeWindowState(({ focused }) => (focused ? lookAfresh() : undefined)));
  disposables.add({ dispose: () => (looks++, clearTimeout(timer)) });
  lookSoon();

  return {
    kindOf,
    nameOf: ({ uri }) => (paths === null ? uri.fsPath : relative(dirname(paths.pipeline), uri.fsPath)),
    get paths() {
      return paths;
    },
    get facts() {
      return keeper.facts;
    },
    get surroundings() {
      return keeper.gathered.surroundings;
    },
    onDidChange: changes.event,
    dispose: () => disposables.dispose(),
  };
}
