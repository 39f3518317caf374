import { linter } from "../../../src/app/language/lint";
import { actionsAt, type Action, type ActionContext } from "../../../src/core/language/actions/actionsAt";
import { noFacts, type LanguageFacts } from "../../../src/core/language/facts";
import type { FileKind, TwoEdits, TwoTexts } from "../../../src/core/language/twoFiles";
import type { RecordedSchema } from "../../../src/core/coverage/column";
import type { Diagnostic } from "../../../src/core/diagnostic";
import { readPipeline } from "../../../src/core/pipeline/readPipeline";
import { thresholdsReader } from "../../../src/core/thresholds/readThresholds";
import { columnsOf } from "../thresholds/readTable";

/** The columns of the one table, `player`, as it was last seen. */
export const playerColumns = columnsOf({
  game_date: "date",
  game_id: "text",
  player_lookup: "text",
  points: "integer",
  minutes_played: "float",
  usage_rate: "float",
  paint_attempts: "integer",
  quality_score: "float",
  is_production_ready: "boolean",
  processed_at: "timestamp",
});
const schemas: readonly RecordedSchema[] = [
  { connection: "here", table: "player", at: "2026-01-04T00:00:00.000Z", columns: playerColumns },
];

/** What is known of the two texts, as the editor would have it. */
export function contextFor(file: FileKind, texts: TwoTexts, known: Partial<LanguageFacts> = {}): ActionContext {
  const pipeline = texts.pipeline === null ? null : readPipeline("headgate.yaml", texts.pipeline).readable.pipeline;
  const facts: LanguageFacts = { ...noFacts, pipeline, schemas, now: new Date("2026-01-04T12:00:00Z"), ...known };
  const name = "t.yaml";
  const blocks = thresholdsReader()(name, texts.thresholds ?? "");
  return { file, name, texts, blocks, diagnostics: diagnosticsOf(file, texts, facts), facts };
}

function diagnosticsOf(
  file: FileKind,
  { thresholds, pipeline }: TwoTexts,
  facts: LanguageFacts,
): readonly Diagnostic[] {
  const files = {
    thresholds: thresholds === null ? null : { name: "t.yaml", text: thresholds },
    pipeline: pipeline === null ? null : { name: "headgate.yaml", text: pipeline },
  };
  return linter()(files, facts, null)[file];
}

/** What can be done on a line of one of the texts. */
export function actionsOnLine(context: ActionContext, line: number): Action[] {
  return actionsAt(context, { line, column: 1, endLine: line, endColumn: 1000 });
}

/** The changes of the action with a title. */
export function editsTitled(actions: readonly Action[], title: string): TwoEdits | undefined {
  const found = actions.find((action) => action.title === title);
  return found?.kind === "edit" ? found.edits : undefined;
}
