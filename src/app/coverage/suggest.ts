import type { Check } from "../../core/coverage/check";
import { recordedSchema, type Column } from "../../core/coverage/column";
import { newChecks, type NewCheck } from "../../core/language/suggestions/newChecks";
import type { SectionSuggestions } from "../../core/language/suggestions/suggestionText";
import { suggestFor } from "../../core/language/suggestions/suggestSection";
import { didYouMean, nearest } from "../../core/nearest";
import { failure, success, type Result } from "../../core/result";
import { connectionDialect } from "../../core/pipeline/connectionDialect";
import { checkId, resolveSection } from "../../core/thresholds/resolveSection";
import type { Section } from "../../core/thresholds/thresholds";
import type { Ports } from "../ports";
import { readHistory } from "./readHistory";
import { measure } from "./validate";
import { mechanicsOf, type Report, type Workspace } from "../workspace";

/**
 * Bounds for one table: out of history, or of the data as it is. The data is measured now, in the one statement that also asks
 * what has no bound yet; nothing is recorded. Where it cannot be measured, history alone speaks.
 * @param name of a section, or of a table that `headgate.yaml` declares and that has no section yet
 * @returns a failure where neither the data nor history says anything
 */
export async function suggestThresholds(
  workspace: Workspace,
  ports: Ports,
  name: string,
  signal: AbortSignal,
  report: Report,
): Promise<Result<SectionSuggestions>> {
  const section = sectionNamed(workspace, name);
  if (!section.ok) return section;
  const known = await history(workspace, ports, section.value);
  let questions = known.questions;
  const measured = await measure(
    { ...workspace, thresholds: { ...workspace.thresholds, sections: [section.value] } },
    ports,
    {
      tables: [name],
      byDate: true,
      record: false,
      extraChecks: (_, { columns }) => {
        questions = questionsOf(workspace, section.value, columns);
        return { checks: questions.added.map(({ check }) => check), unreadable: [] };
      },
    },
    signal,
    report,
  );
  if (!measured.ok) return measured;
  const [table] = measured.value.validation.tables;
  const notMeasured = table?.reason ?? null;
  const validations = notMeasured === null ? [...known.validations, measured.value.validation] : known.validations;
  const now = ports.clock.now();
  const suggestions = [
    ...questions.present.map((check) => suggestFor(check, nameTells(section.value, check), validations, now)),
    ...questions.added.map(({ check, nameTells }) => suggestFor(check, nameTells, validations, now)),
  ];
  if (notMeasured !== null && suggestions.every(({ bound }) => bound === null))
    return failure("query-failed", `Nothing can be suggested for ${name}. ${notMeasured}`);
  return success({ section: name, notMeasured, suggestions });
}

/** Whether a bound's name says what it measures and which side of it is good. */
function nameTells({ name, bounds }: Section, check: Check): boolean {
  const bound = bounds.find((one) => checkId(name, one) === check.id);
  return bound?.metric === null && bound.comparison === null;
}

type Questions = { readonly present: readonly Check[]; readonly added: readonly NewCheck[] };

async function history(
  workspace: Workspace,
  { store }: Pick<Ports, "store">,
  section: Section,
): Promise<{ validations: Awaited<ReturnType<typeof readHistory>>; questions: Questions }> {
  const mechanics = mechanicsOf(workspace, section);
  const [latest, schemas] = await Promise.all([store.latestValidation(), store.schemas()]);
  const validations = await readHistory(store, latest);
  const seen = recordedSchema(mechanics.table ?? section.name, mechanics.connection, schemas);
  const { present } = questionsOf(workspace, section, seen?.columns ?? null);
  return { validations, questions: { present, added: [] } };
}

/** What is asked of a table: its own checks, and what else is worth a bound. */
function questionsOf(workspace: Workspace, section: Section, columns: readonly Column[] | null): Questions {
  const mechanics = mechanicsOf(workspace, section);
  const dialect = connectionDialect(workspace.pipeline, mechanics.connection);
  const present = resolveSection(workspace.thresholds.file, section, mechanics, columns, dialect).checks;
  return { present, added: columns === null ? [] : newChecks(section, mechanics, columns, present) };
}

function sectionNamed({ thresholds, pipeline }: Workspace, name: string): Result<Section> {
  const section = thresholds.sections.find((one) => one.name === name);
  if (section) return success(section);
  const names = [...new Set([...thresholds.sections.map((one) => one.name), ...Object.keys(pipeline.tables)])];
  if (!names.includes(name)) {
    const hint = didYouMean(nearest(name, names)) ?? `There are ${names.join(", ")}.`;
    return failure("unknown-name", `Neither ${thresholds.file} nor tables: in headgate.yaml has ${name}. ${hint}`);
  }
  const range = { line: 1, column: 1, endLine: 1, endColumn: 1 };
  const defaults = thresholds.sections[0]?.defaults ?? {};
  return success({
    name,
    range,
    whereRange: null,
    mechanics: {},
    mechanicsPlaces: {},
    defaults,
    bounds: [],
    requirements: [],
    commits: [],
  });
}
