import { basename } from "node:path";
import type { LanguageFacts } from "../../core/language/facts";
import type { Session } from "../session";
import type { LanguageFiles } from "./languageFiles";

/** The facts at this moment, with what the session knows of sections, backfills and recipes. */
export async function knownNow(files: LanguageFiles, session: Session): Promise<LanguageFacts> {
  const { state } = session;
  const now = new Date();
  if (state.kind !== "open") return { ...files.facts, now };
  const { workspace, facts, ports } = state;
  const recipes = await ports.files.glob("*.yaml", ports.recipesFolder);
  return {
    ...files.facts,
    sections: workspace.thresholds.sections,
    backfills: facts.snapshot?.backfills ?? [],
    recipes: recipes.map((path) => basename(path, ".yaml")).sort(),
    now,
  };
}
