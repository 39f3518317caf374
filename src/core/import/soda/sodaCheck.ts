import { age } from "../measures";
import type { Ask, Range } from "../model";
import { atMost, decimal, restOfHundred } from "../ranges";
import { measureOf } from "./sodaMeasure";
import { settingText, type SodaCheck } from "./sodaShape";
import { unsayable } from "./sodaUnsayable";
import { hoursOf, passingRange, quietBeside, quietRange, type ReadRange } from "../thresholdText";
import { allOf, conditionProblem, onOneLine } from "../sqlText";
import type { YamlSource } from "../yamlSource";

/** A check apart from the table it is asked of; or why it cannot be carried over. */
export type SodaAsk = Omit<Ask, "table"> | { readonly refused: string };

/** A check taken apart: `missing_percent(usage_rate) < 5`. */
type CheckText = {
  readonly name: string;
  readonly argument: string | undefined;
  readonly condition: string | undefined;
};

const beginsCondition = /^(?:(?:not )?between\b|>=|<=|<>|!=|>|<|=)/;

/** Undefined for what is no check: a name, perhaps columns in brackets, perhaps a condition. */
function takenApart(text: string): CheckText | undefined {
  const words = /^[A-Za-z_][\w ]*/.exec(text.replace(/\s/g, " "))?.[0];
  if (words === undefined) return undefined;
  const between = words.search(/\b(?:not {1,9})?between\b/);
  const name = between < 0 ? words : words.slice(0, between);
  const rest = text.slice(name.length).trimStart();
  const whole = (argument: string | undefined, condition: string): CheckText | undefined => {
    const spaced = condition.trim().replace(/^not\s+/, "not ");
    if (spaced !== "" && !beginsCondition.test(spaced)) return undefined;
    return { name: name.trim(), argument, condition: spaced === "" ? undefined : spaced };
  };
  if (!rest.startsWith("(")) return whole(undefined, rest);
  // A column's name may hold a bracket: the first one behind which a condition begins closes.
  for (let close = rest.indexOf(")"); close > 0; close = rest.indexOf(")", close + 1)) {
    const found = whole(rest.slice(1, close), rest.slice(close + 1));
    if (found) return found;
  }
  return undefined;
}

/** Reads one check of SodaCL. */
export function sodaAsk(yaml: YamlSource, check: SodaCheck): SodaAsk {
  if (check.text.includes("${")) return { refused: "It holds a variable that only Soda fills in." };
  const own = settingText(yaml, check, "filter");
  const where = allOf(check.where, own === null ? null : onOneLine(own));
  const problem = where === null ? null : conditionProblem(where);
  if (problem !== null) return { refused: problem };
  const found = takenApart(check.text.trim());
  if (!found) return { refused: "It is no check that Headgate knows." };
  const { name, argument, condition } = found;
  const unsaid = unsayable(name, check.settings);
  if (unsaid !== null) return { refused: unsaid };
  const columns = (argument ?? "").split(",").map((column) => column.trim().replace(/^["`[]|["`\]]$/g, ""));
  if (name === "freshness") return freshness(yaml, check, columns[0] ?? "", condition, where);
  const measured = measureOf(yaml, check, name, argument === undefined ? [] : columns, where);
  if ("refused" in measured) return measured;
  const levels = levelsOf(yaml, check, condition);
  if ("refused" in levels) return levels;
  const turned = (range: Range | null): Range | null => (range && measured.isRest ? restOfHundred(range) : range);
  return { measure: measured.measure, fail: turned(levels.fail), warn: turned(levels.warn), where };
}

type Levels = { readonly fail: Range | null; readonly warn: Range | null };

function levelsOf(
  yaml: YamlSource,
  check: SodaCheck,
  condition: string | undefined,
): Levels | { readonly refused: string } {
  const read = (key: "fail" | "warn"): ReadRange | null => {
    const text = settingText(yaml, check, key);
    if (text === null) return check.settings.has(key) ? { refused: `Its ${key}: is not understood.` } : null;
    return quietRange(text);
  };
  const fail = condition === undefined ? read("fail") : passingRange(condition);
  if (fail && "refused" in fail) return fail;
  const beside = fail === null ? undefined : quietBeside(settingText(yaml, check, "warn") ?? "", fail);
  const warn = beside ?? read("warn");
  if (warn && "refused" in warn) return warn;
  if (!fail && !warn && check.settings.has("fail condition")) return { fail: atMost(decimal(0n)), warn: null };
  return fail || warn ? { fail, warn } : { refused: "It has no bound." };
}

/** Soda fails only what is older than the bound, whether it is written `<` or `<=`. */
function freshness(
  yaml: YamlSource,
  check: SodaCheck,
  column: string,
  condition: string | undefined,
  where: string | null,
): SodaAsk {
  if (column === "") return { refused: "It names no column." };
  if (where !== null) return { refused: "The age here is that of the whole table; it cannot be narrowed." };
  const [fail, warn] = [condition ?? settingText(yaml, check, "fail"), settingText(yaml, check, "warn")].map((text) =>
    text === null ? null : hoursOf(text.replace(/^\s*(when\s*)?[<>]=?\s*/, "")),
  );
  if (fail === undefined || warn === undefined || (fail === null && warn === null))
    return { refused: "Its bound is no time such as 1d or 6h." };
  const range = (hours: typeof fail): Range | null => (hours ? atMost(hours) : null);
  return {
    measure: age,
    fail: range(fail ?? null),
    warn: range(warn ?? null),
    where: null,
    needs: { writtenAt: column },
  };
}
