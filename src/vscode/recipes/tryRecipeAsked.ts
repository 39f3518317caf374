import { basename } from "node:path";
import * as vscode from "vscode";
import { recipeNames } from "../../app/logs/recipes";
import { logEndScheme } from "../../contract/ids";
import { countedText } from "../../core/report/numbers";
import { countsText } from "../../core/report/triedLogText";
import { pickName } from "../commands/pickName";
import { openedOrTold, type Desk } from "../desk";
import { inBackground } from "../inBackground";
import type { LanguageFiles } from "../language/languageFiles";
import { openedIn } from "../session";
import { plainMessage, showProblem } from "../showProblem";
import type { RecipeView } from "./recipeView";

/**
 * Shows what a log recipe catches in a log. The log is the one that was handed over (a file of the explorer, a path), else the one in
 * the editor, else asked for; the recipe is asked for where it was not handed over as well.
 */
export async function tryRecipeAsked(
  desk: Desk,
  files: LanguageFiles,
  view: RecipeView,
  argument: unknown,
): Promise<void> {
  const opened = openedIn(desk.session);
  if (opened === null) {
    openedOrTold(desk);
    return;
  }
  const log = logIn(argument) ?? logInEditor(files) ?? (await askedLog());
  if (log === undefined) return;
  const own = Object.keys(files.facts.pipeline?.recipes ?? {});
  const shipped = await recipeNames(opened.ports);
  const choices = [
    ...own.map((name) => ({ name, description: "of headgate.yaml" })),
    ...shipped.filter((name) => !own.includes(name)).map((name) => ({ name, description: "shipped" })),
    ...pathsIn(files).map((name) => ({ name, description: "a file of its own" })),
  ];
  const recipe =
    recipeIn(argument) ?? (await pickName(`Try which recipe on ${basename(log)}?`, choices, "There is no recipe."));
  if (recipe === undefined) return;
  const marked = await view.show(log, recipe);
  if (!marked.ok) return showProblem(marked.error, desk.log);
  const { tried, isWhole } = marked.value;
  const caught = `${recipe} caught ${tried.lines.matched.toLocaleString("en-US")} of ${countedText(tried.lines.read, "line")}`;
  const end = isWhole ? "" : " The log is long: its end is shown.";
  const message = plainMessage(`${caught}. ${countsText(tried)}.${end}`);
  // Nobody waits for an answer to this: it has no button.
  inBackground(desk.log, "Telling what was read", Promise.resolve(vscode.window.showInformationMessage(message)));
}

function logIn(argument: unknown): string | undefined {
  if (argument instanceof vscode.Uri) return argument.fsPath;
  if (typeof argument === "string") return argument;
  const log: unknown =
    typeof argument === "object" && argument !== null && "log" in argument ? argument.log : undefined;
  return typeof log === "string" ? log : undefined;
}

function recipeIn(argument: unknown): string | undefined {
  const recipe: unknown =
    typeof argument === "object" && argument !== null && "recipe" in argument ? argument.recipe : undefined;
  return typeof recipe === "string" ? recipe : undefined;
}

/** The document in front, unless it is one of the two files, or not a file at all. */
function logInEditor(files: LanguageFiles): string | undefined {
  const document = vscode.window.activeTextEditor?.document;
  if (!document || !["file", logEndScheme].includes(document.uri.scheme)) return undefined;
  return document.languageId === "yaml" || files.kindOf(document) !== null ? undefined : document.uri.fsPath;
}

async function askedLog(): Promise<string | undefined> {
  const chosen = await vscode.window.showOpenDialog({ title: "Try a recipe on which log?", openLabel: "Try a Recipe" });
  return chosen?.[0]?.fsPath;
}

/** Recipes that are files, as backfills name them. */
function pathsIn({ facts }: LanguageFiles): string[] {
  const named = Object.values(facts.pipeline?.backfills ?? {}).map(({ progress }) => progress.recipe);
  return [...new Set(named)].filter((name) => /\.ya?ml$/.test(name));
}
