import type { LanguageFacts } from "../../core/language/facts";
import type { Session } from "../session";
import type { LanguageFiles } from "./languageFiles";

/** The facts at this moment, with what the session knows of sections and backfills. */
export function knownNow(files: LanguageFiles, { state }: Session): LanguageFacts {
  const known = { ...files.facts, recipes: files.surroundings?.recipes ?? [], now: new Date() };
  if (state.kind !== "open") return known;
  const { workspace, facts } = state;
  return { ...known, sections: workspace.thresholds.sections, backfills: facts.snapshot?.backfills ?? [] };
}
