import {
  aggregate,
  completeness,
  countOf,
  duplicates,
  missingCount,
  needsQuotes,
  numberOf,
  rowCount,
  shareOf,
  stemOf,
} from "../measures";
import type { Measure } from "../model";
import { declaredMissing, declaredValid, isColumnWord, type ColumnWords } from "./sodaColumn";
import { settingText, type SodaCheck } from "./sodaShape";
import { allOf, bareColumn, onOneLine } from "../sqlText";
import type { YamlSource } from "../yamlSource";

/** What a check measures. `isRest`: its bound speaks of what is left to 100 per cent. */
export type Measured = { readonly measure: Measure; readonly isRest: boolean } | { readonly refused: string };

/** What a check of this name measures; or why that has no like here. */
export function measureOf(
  yaml: YamlSource,
  check: SodaCheck,
  name: string,
  columns: readonly string[],
  where: string | null,
): Measured {
  const is = (measure: Measure, isRest = false): Measured => ({ measure, isRest });
  const expression = settingText(yaml, check, `${name} expression`);
  if (expression !== null && where !== null) return { refused: "Its filter cannot narrow an expression of its own." };
  if (expression !== null) return is(numberOf(onOneLine(expression), stemOf(name)));
  if (check.settings.has(`${name} query`))
    return { refused: "It is a query of its own, and here SQL is one expression." };
  if (name === "row_count") return is(rowCount);
  const failing = name === "failed rows" ? settingText(yaml, check, "fail condition") : null;
  if (failing !== null) return is(failingRows(onOneLine(failing), where));
  const [column = ""] = columns;
  if (column === "") return { refused: `${name} is no check that Headgate knows.` };
  const bare = bareColumn(column);
  const own = [...check.columnWords(column), ...check.settings].filter(([key]) => isColumnWord(key));
  if (/^(missing|invalid)_(count|percent)$/.test(name)) return columnMeasure(yaml, name, column, new Map(own), where);
  if (name === "duplicate_count") {
    const bares = columns.map(bareColumn);
    if (bares.some((one) => one === null)) return { refused: needsQuotes(columns.join(", ")) };
    return is(duplicates(columns, allOf(...bares.map((one) => `${one ?? ""} IS NOT NULL`))));
  }
  const plain = {
    avg: "average",
    min: "minimum",
    max: "maximum",
    sum: "sum",
    stddev: "stddev",
    stddev_samp: "stddev",
  } as const;
  if (Object.hasOwn(plain, name)) {
    if (own.length > 0) return { refused: "It leaves out missing or invalid values of its own declaration." };
    return is(aggregate(plain[name as keyof typeof plain], column, where));
  }
  const call = calls[name];
  if (!call) return { refused: `${name} has no like here.` };
  if (bare === null) return { refused: needsQuotes(column) };
  if (own.length > 0) return { refused: "It leaves out missing or invalid values of its own declaration." };
  const values = where === null ? bare : `CASE WHEN ${where} THEN ${bare} END`;
  return is(numberOf(call.sql(values), `${name}_of_${stemOf(column)}`, call.scale));
}

/** Rows for which a condition is true, none of which is wanted. */
function failingRows(condition: string, where: string | null): Measure {
  const stem = `rows_${stemOf(condition).slice(0, 40)}`;
  const none = shareOf(`(${condition}) IS NOT TRUE`, `no_${stem}`, where);
  return { ...countOf(condition, stem, where), noneMeans: none };
}

const calls: Readonly<
  Record<string, { readonly sql: (values: string) => string; readonly scale: "count" | "number" }>
> = {
  min_length: { sql: (values) => `MIN(LENGTH(${values}))`, scale: "count" },
  max_length: { sql: (values) => `MAX(LENGTH(${values}))`, scale: "count" },
  avg_length: { sql: (values) => `AVG(LENGTH(${values}))`, scale: "number" },
  stddev_pop: { sql: (values) => `STDDEV_POP(${values})`, scale: "number" },
  variance: { sql: (values) => `VAR_SAMP(${values})`, scale: "number" },
  var_samp: { sql: (values) => `VAR_SAMP(${values})`, scale: "number" },
  var_pop: { sql: (values) => `VAR_POP(${values})`, scale: "number" },
};

function columnMeasure(
  yaml: YamlSource,
  name: string,
  column: string,
  words: ColumnWords,
  where: string | null,
): Measured {
  const bare = bareColumn(column);
  const isPercent = name.endsWith("_percent");
  const isMissing = name.startsWith("missing");
  if (isMissing && isPercent && ![...words.keys()].some((key) => key.startsWith("missing ")))
    return { measure: completeness(column, where), isRest: true };
  if (bare === null) return { refused: needsQuotes(column) };
  const missing = declaredMissing(yaml, bare, words);
  if ("refused" in missing) return missing;
  const isNull = missing.sql === null ? `${bare} IS NULL` : `${bare} IS NULL OR ${missing.sql}`;
  if (isMissing) {
    if (missing.sql === null) return { measure: missingCount(bare, where), isRest: false };
    const present = shareOf(`NOT (${isNull})`, `${stemOf(column)}_present`, where);
    if (isPercent) return { measure: present, isRest: true };
    return { measure: { ...countOf(isNull, `missing_${stemOf(column)}`, where), noneMeans: present }, isRest: false };
  }
  const valid = declaredValid(yaml, bare, words);
  if ("refused" in valid) return valid;
  if (valid.sql === null) return { refused: "Nothing says what is valid." };
  const good = shareOf(`${isNull} OR (${valid.sql})`, `${stemOf(column)}_valid`, where);
  if (isPercent) return { measure: good, isRest: true };
  const bad = countOf(`NOT (${isNull} OR (${valid.sql}))`, `invalid_${stemOf(column)}`, where);
  return { measure: { ...bad, noneMeans: good }, isRest: false };
}
