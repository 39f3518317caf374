import { dirname, resolve } from "node:path";
import { noFacts, type LanguageFacts, type PipelineFacts } from "../../core/language/facts";
import { isGivenThresholds, runsShellScript, wordsOf } from "../../core/pipeline/commands";
import type { Command } from "../../core/pipeline/pipeline";
import { misreadTables, type ReadablePipeline } from "../../core/pipeline/readablePipeline";
import { readPipeline, type PipelineReading } from "../../core/pipeline/readPipeline";
import { readThresholds } from "../../core/thresholds/readThresholds";
import type { Section } from "../../core/thresholds/thresholds";
import type { Ports, Store } from "../ports";
import { readHistory } from "../coverage/readHistory";
import { questionsOf, surroundingsOf, type Environment } from "./surroundings";

/** The two files as they are on disk or being typed, absolute paths; null for one that is not there. */
export type LanguageSources = {
  readonly configuration: { readonly path: string; readonly text: string } | null;
  readonly thresholds: { readonly path: string; readonly text: string } | null;
};

/** What the store, git and the folder tell beside the two files: gathered anew when one of these may have changed. */
export type Gathered = {
  readonly known: Omit<LanguageFacts, "pipeline" | "misreadTables" | "now">;
  readonly surroundings: PipelineFacts["surroundings"];
};

export const nothingGathered: Gathered = { known: noFacts, surroundings: null };

export type GatheringPorts = Pick<Ports, "files" | "git" | "recipesFolder">;

/** What was recorded of the tables. */
export type Stored = Pick<LanguageFacts, "schemas" | "validation" | "history">;

const commitCount = 200;

/**
 * Gathers what the editor's language features and `headgate lint` alike know besides the text of the two files.
 * @param environment in which commands would be started
 */
export async function gatherFacts(
  sources: LanguageSources,
  stored: Stored,
  ports: GatheringPorts,
  environment: Environment,
): Promise<Gathered> {
  const { configuration, thresholds } = sources;
  const anchor = configuration ?? thresholds;
  if (anchor === null) return nothingGathered;
  const root = dirname(anchor.path);
  const readable = configuration ? readPipeline("", configuration.text).readable : null;
  const sections = thresholds ? readThresholds("", thresholds.text).sections : [];
  const [committed, unknownCommits, around, shellValidators] = await Promise.all([
    fromGit(root, sources, ports),
    unknownAmong(root, commitNames(readable, sections), ports),
    readable ? surroundingsOf(root, questionsOf(readable), ports, environment) : null,
    readable && thresholds ? shellScripts(root, readable, thresholds.path, ports) : [],
  ]);
  const surroundings = around && { ...around, unknownCommits, thresholdsFound: thresholds !== null };
  return { known: { ...noFacts, ...stored, ...committed, unknownCommits, shellValidators }, surroundings };
}

/** What is known when a thresholds file is checked or edited. */
export function languageFacts(reading: PipelineReading | null, gathered: Gathered, now: Date): LanguageFacts {
  const readable = reading?.readable;
  return {
    ...gathered.known,
    pipeline: readable?.pipeline ?? null,
    misreadTables: readable ? misreadTables(readable) : [],
    now,
  };
}

/** Read apart from the rest, and kept while the store is the same: it may hold much. */
export async function readStored(store: Store): Promise<Stored> {
  const [schemas, validation] = await Promise.all([store.schemas(), store.latestValidation()]);
  return { schemas, validation, history: await readHistory(store, validation) };
}

async function fromGit(
  root: string,
  { configuration, thresholds }: LanguageSources,
  { git }: GatheringPorts,
): Promise<Pick<LanguageFacts, "committed" | "committedTables" | "commits">> {
  const [ofThresholds, ofConfiguration, commits] = await Promise.all([
    thresholds ? git.committedText(thresholds.path) : null,
    configuration ? git.committedText(configuration.path) : null,
    git.recentCommits(root, commitCount),
  ]);
  return {
    committed: ofThresholds === null ? null : readThresholds("", ofThresholds).sections,
    committedTables: ofConfiguration === null ? null : readPipeline("", ofConfiguration).readable.pipeline.tables,
    commits,
  };
}

/** What gathering would ask about, as one text: while it is the same, only what is outside may have changed. */
export function askedOf(readable: ReadablePipeline | null, sections: readonly Section[]): string {
  const questions = readable && questionsOf(readable);
  const { thresholds, validators } = readable?.pipeline ?? {};
  return JSON.stringify([commitNames(readable, sections), questions, thresholds, validators]);
}

/** What is named as a commit: by fixes, and by cohorts in both files. */
function commitNames(readable: ReadablePipeline | null, sections: readonly Section[]): string[] {
  const { fixes = {}, tables = {} } = readable?.pipeline ?? {};
  const ofTables = Object.values(tables).flatMap(({ cohorts = [] }) => cohorts.flatMap((one) => one.sinceCommit ?? []));
  const ofSections = sections.flatMap((section) => section.commits.map(({ name }) => name));
  return [...new Set([...Object.values(fixes).map(({ commit }) => commit), ...ofTables, ...ofSections])];
}

/** The names that git knows no commit by; none where there is no repository that could know them. */
async function unknownAmong(root: string, names: readonly string[], { git }: GatheringPorts): Promise<string[]> {
  if (names.length === 0 || (await git.head(root)) === null) return [];
  const found = await Promise.all(names.map((name) => git.commit(root, name)));
  return names.filter((_, index) => found[index] === null);
}

/** The validators that are shell scripts and are given the thresholds file at a path. */
async function shellScripts(
  root: string,
  { pipeline }: ReadablePipeline,
  path: string,
  { files }: GatheringPorts,
): Promise<string[]> {
  if (resolve(root, pipeline.thresholds) !== path) return [];
  const given = Object.entries(pipeline.validators).filter(([, { command }]) =>
    isGivenThresholds(command, pipeline.thresholds),
  );
  const areShell = await Promise.all(given.map(([, { command }]) => isShellScript(root, command, files)));
  return given.filter((_, index) => areShell[index]).map(([name]) => name);
}

async function isShellScript(root: string, command: Command, files: Ports["files"]): Promise<boolean> {
  const [program = ""] = wordsOf(command);
  if (program === "" || runsShellScript(command)) return program !== "";
  if (!/[/\\]/.test(program)) return false;
  const head = await files.readBytes(resolve(root, program), 0, 64);
  return head.ok && /^#!.*\b(?:ba|z|da|k)?sh\b/.test(new TextDecoder().decode(head.value));
}
