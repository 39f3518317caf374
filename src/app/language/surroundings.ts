import { delimiter, join, resolve } from "node:path";
import type { ProgramState, Surroundings } from "../../core/language/facts";
import { commandsIn, scriptOf, wordsOf } from "../../core/pipeline/commands";
import type { ReadablePipeline } from "../../core/pipeline/readablePipeline";
import type { Ports } from "../ports";
import { isOwnRecipe, loadRecipe, recipeNames } from "../logs/recipes";

/** The variables of the environment in which commands would be started. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** What `headgate.yaml` names outside of itself. */
export type Questions = {
  readonly programs: readonly string[];
  readonly scripts: readonly string[];
  readonly globs: readonly string[];
  readonly variables: readonly string[];
  /** Log recipes of one's own. */
  readonly recipes: readonly string[];
};

export function questionsOf({ pipeline, raw }: ReadablePipeline): Questions {
  // Where a command has a PATH of its own, ours says nothing of its program.
  const commands = commandsIn(pipeline).filter(({ env }) => !Object.hasOwn(env, "PATH"));
  return {
    programs: unique(commands.flatMap(({ command }) => wordsOf(command)[0] ?? []).filter(isWritten)),
    scripts: unique(commandsIn(pipeline).flatMap(({ command }) => scriptOf(wordsOf(command))?.word ?? [])),
    globs: unique(
      Object.values(pipeline.backfills).flatMap(({ log, checkpoint }) => [...log, ...(checkpoint ? [checkpoint] : [])]),
    ),
    recipes: unique(Object.values(pipeline.backfills).map(({ progress }) => progress.recipe)).filter(isOwnRecipe),
    variables: unique(
      [...JSON.stringify(raw.alerts ?? null).matchAll(/\$\{env:([^}"\\]+)\}/g)].map(([, name = ""]) => name),
    ),
  };
}

/** Whether what is named is there, as seen from the folder of `headgate.yaml`. */
export async function surroundingsOf(
  root: string,
  questions: Questions,
  ports: Pick<Ports, "files" | "recipesFolder">,
  environment: Environment,
): Promise<Omit<Surroundings, "thresholdsFound" | "unknownCommits">> {
  const { files } = ports;
  const [programs, scripts, globs, recipes, ownRecipes] = await Promise.all([
    answers(questions.programs, (program) => programState(root, program, files, environment)),
    answers(questions.scripts, async (script) => (await files.stat(resolve(root, script))) !== null),
    answers(questions.globs, async (glob) => (await files.glob(glob, root)).length > 0),
    recipeNames(ports),
    answers(questions.recipes, async (recipe) => {
      const loaded = await loadRecipe(ports, recipe, root);
      return loaded.ok ? null : loaded.error.message;
    }),
  ]);
  const variables = Object.fromEntries(questions.variables.map((name) => [name, (environment[name] ?? "") !== ""]));
  return { programs, scripts, globs, recipes, ownRecipes, variables };
}

async function programState(
  root: string,
  program: string,
  files: Ports["files"],
  environment: Environment,
): Promise<ProgramState> {
  const isPath = /[/\\]/.test(program);
  const folders = (environment["PATH"] ?? environment["Path"] ?? "").split(delimiter).filter((folder) => folder !== "");
  // Windows lets the ending of a program away.
  const endings = ["", ...(environment["PATHEXT"] ?? "").split(";").filter((ending) => ending !== "")];
  const places = isPath ? [resolve(root, program)] : folders.map((folder) => join(folder, program));
  for (const place of places)
    for (const ending of endings) if (await files.canExecute(place + ending)) return "executable";
  return isPath && (await files.stat(resolve(root, program))) !== null ? "not-executable" : "missing";
}

async function answers<Answer>(
  names: readonly string[],
  answer: (name: string) => Promise<Answer>,
): Promise<Record<string, Answer>> {
  return Object.fromEntries(await Promise.all(names.map(async (name) => [name, await answer(name)] as const)));
}

/** Without placeholders, which are filled in only when it is started. */
function isWritten(word: string): boolean {
  return !/[{}]/.test(word);
}

function unique(names: readonly string[]): string[] {
  return [...new Set(names)];
}
