import { compareDecimals, toNumber, type Decimal } from "../../coverage/decimal";
import { movedDown, type Diagnostic, type SourceRange } from "../../diagnostic";
import type { LanguageFacts } from "../../language/facts";
import { boundText } from "../../report/numbers";
import type { PlacedBlock } from "../readThresholds";
import type { Section } from "../thresholds";

/** A key with one number behind it, as a script that searches for its line reads it. */
type NumberedKey = { readonly key: string; readonly number: Decimal; readonly range: SourceRange };
type Place = NumberedKey & { readonly section: string; readonly line: number };

/**
 * Keys that stand in several sections with different numbers, while a validator that is a shell script is given this file: one
 * that searches for the key's line takes the first, whatever section it is for.
 */
export function shadowed(file: string, blocks: readonly PlacedBlock[], facts: LanguageFacts): readonly Diagnostic[] {
  if (facts.shellValidators.length === 0) return [];
  const first = new Map<string, Place>();
  return blocks.flatMap(({ reading, linesAbove }) =>
    reading.sections.flatMap((section) => {
      const validators = validatorsOf(section.name, facts);
      return numberedKeys(section).flatMap((entry): Diagnostic[] => {
        const range = movedDown(entry.range, linesAbove);
        const other = first.get(entry.key);
        if (!other) first.set(entry.key, { ...entry, section: section.name, line: range.line });
        const differs = other && other.section !== section.name && compareDecimals(other.number, entry.number) !== 0;
        if (!differs || validators.length === 0) return [];
        const message = messageOf(validators, other, entry.number);
        return [{ file, ...range, severity: "warning", code: "shadowed", message, fixes: [] }];
      });
    }),
  );
}

/** The shell scripts that judge a section: those for its table, and those that do not say for which. */
function validatorsOf(section: string, { shellValidators, pipeline }: LanguageFacts): string[] {
  return shellValidators.filter((name) => [null, undefined, section].includes(pipeline?.validators[name]?.table));
}

function numberedKeys({ bounds, requirements }: Section): NumberedKey[] {
  const ofBounds = bounds.flatMap(({ key, keyRange, fail, dates }) =>
    fail === null || dates !== null ? [] : [{ key, number: fail, range: keyRange }],
  );
  return [...ofBounds, ...requirements.map(({ key, bound, range }) => ({ key, number: bound, range }))];
}

function messageOf(validators: readonly string[], first: Place, own: Decimal): string {
  const [read, meant] = [boundText(toNumber(first.number)), boundText(toNumber(own))];
  const scripts = validators.length === 1 ? "The shell script of" : "The shell scripts of";
  return (
    `${first.key} stands in ${first.section} as well (line ${first.line}: ${read}). ${scripts} ${validators.join(" and ")} ` +
    `may search for the first line with this key, and would take ${read} instead of ${meant}. Let the script read its own section.`
  );
}
