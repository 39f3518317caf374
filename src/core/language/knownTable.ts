import { recordedSchema, type Column, type RecordedSchema } from "../coverage/column";
import type { CheckResult, TableResult } from "../coverage/validation";
import { mergedMechanics } from "../pipeline/mechanicsSchema";
import type { TableMechanics } from "../pipeline/pipeline";
import { readThresholdsBlock } from "../thresholds/readThresholdsBlock";
import { sectionMechanics } from "../thresholds/sectionMechanics";
import type { Section } from "../thresholds/thresholds";
import { blockNamed } from "../yaml/blockAt";
import type { Block } from "../yaml/blocks";
import type { LanguageFacts } from "./facts";

/** All that is known of the table of a section. */
export type KnownTable = {
  readonly section: string;
  /** As declared: a name, a file, or `none`. */
  readonly table: string;
  readonly mechanics: TableMechanics;
  /** Its columns as last seen; null where they never were. */
  readonly schema: RecordedSchema | null;
  /** What was last measured of it; null where it never was. */
  readonly result: TableResult | null;
  /** When that was (ISO 8601, UTC). */
  readonly measuredAt: string | null;
};

/** The table that a section is about, told by the mechanics that hold for it. */
export function knownTable(section: string, mechanics: TableMechanics, facts: LanguageFacts): KnownTable {
  const table = mechanics.table ?? section;
  const result = facts.validation?.tables.find(({ name }) => name === section) ?? null;
  return {
    section,
    table,
    mechanics,
    schema: recordedSchema(table, mechanics.connection, facts.schemas),
    result,
    measuredAt: result ? (result.measuredAt ?? facts.validation?.startedAt ?? null) : null,
  };
}

/** The table of a section as `tables:` of `headgate.yaml` tells it. */
export function declaredTable(section: string, facts: LanguageFacts): KnownTable {
  const inSection = facts.sections.find(({ name }) => name === section);
  const mechanics = inSection
    ? sectionMechanics(facts.pipeline, inSection)
    : mergedMechanics(declaredIn(facts, section));
  return knownTable(section, mechanics, facts);
}

function declaredIn({ pipeline }: LanguageFacts, section: string): Partial<TableMechanics> {
  return (pipeline && Object.hasOwn(pipeline.tables, section) ? pipeline.tables[section] : undefined) ?? {};
}

/** A section of a thresholds file as it is being typed, with its ranges counted from the block's first line; null where there is none. */
export function sectionIn(text: string, block: Block, name: string): Section | null {
  const section = readingOf(block).sections.find((one) => one.name === name);
  if (!section) return null;
  const defaults = blockNamed(text.split("\n"), "defaults");
  return { ...section, defaults: (defaults && readThresholdsBlock("", defaults.text).defaults) ?? {} };
}

/** What is proposed or told at one place asks for its section several times. */
let last: { readonly text: string; readonly reading: ReturnType<typeof readThresholdsBlock> } | null = null;

function readingOf({ text }: Block): ReturnType<typeof readThresholdsBlock> {
  if (last?.text !== text) last = { text, reading: readThresholdsBlock("", text) };
  return last.reading;
}

export function columnsOf({ schema }: KnownTable): readonly Column[] {
  return schema?.columns ?? [];
}

/** The result of a check that measured this metric over all rows that count; null where none did. */
export function measuredResult({ result }: KnownTable, metric: string): CheckResult | null {
  const found = result?.checks.filter((check) => check.metric === metric && check.where === null) ?? [];
  return found.find(({ observed, id }) => observed !== null && !id.includes("@")) ?? null;
}
