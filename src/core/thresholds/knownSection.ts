import { recordedSchema, type RecordedSchema } from "../coverage/column";
import type { DialectName } from "../coverage/sql/dialect";
import type { LanguageFacts } from "../language/facts";
import { connectionDialect } from "../pipeline/connectionDialect";
import type { TableMechanics } from "../pipeline/pipeline";
import { resolveSection, type ResolvedSection } from "./resolveSection";
import { sectionMechanics } from "./sectionMechanics";
import type { Section } from "./thresholds";

/** A section with all that is known of it. Ranges count from its block's first line. */
export type KnownSection = {
  readonly file: string;
  readonly section: Section;
  readonly mechanics: TableMechanics;
  readonly schema: RecordedSchema | null;
  /** Of the table's engine; null when it is not known. */
  readonly dialect: DialectName | null;
  readonly resolved: ResolvedSection;
  readonly facts: LanguageFacts;
};

/** A section resolved with the mechanics and columns that are known for it. */
export function knownSection(section: Section, file: string, facts: LanguageFacts): KnownSection {
  const mechanics = sectionMechanics(facts.pipeline, section);
  const schema = recordedSchema(mechanics.table ?? section.name, mechanics.connection, facts.schemas);
  const dialect = connectionDialect(facts.pipeline, mechanics.connection);
  const resolved = resolveSection(file, section, mechanics, schema?.columns ?? null, dialect);
  return { file, section, mechanics, schema, dialect, resolved, facts };
}
