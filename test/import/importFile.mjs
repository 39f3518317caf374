import { importThresholds } from "../../src/core/import/importThresholds";
import { lintThresholds } from "../unit/lint/lintTexts";
import { rulesIn } from "./accounting.mjs";

/**
 * Imports one file and holds the result against what must be true of every import.
 * @returns null for a file of none of the tools; else what was carried over and not, and what is wrong
 */
export function importFile(file, text) {
  let imported;
  try {
    imported = importThresholds([{ file, text }], null);
  } catch (error) {
    return { tool: "?", carried: 0, refused: 0, reasons: [], wrong: [`it throws: ${error.stack}`] };
  }
  if (!imported.ok) return /^.*:\d+ is not valid YAML/.test(imported.error.message) ? null : null;
  const { files, thresholds, carriedOver, notCarriedOver } = imported.value;
  const [{ tool }] = files;
  const wrong = [];
  const told = carriedOver.length + notCarriedOver.length;
  const held = rulesIn(tool, text);
  if (told !== held) wrong.push(`${held} rules, ${told} told`);
  for (const { line, checks } of carriedOver)
    if (checks.length === 0) wrong.push(`line ${line} is carried over to nothing`);
  for (const { line, reason } of notCarriedOver) if (reason === "") wrong.push(`line ${line} has no reason`);
  for (const diagnostic of lintThresholds("thresholds.yaml", thresholds, { pipelineText: null, schemas: [] }))
    if (diagnostic.severity === "error") wrong.push(`line ${diagnostic.line} of the result: ${diagnostic.message}`);
  return { tool, carried: carriedOver.length, refused: notCarriedOver.length, reasons: notCarriedOver, wrong };
}
