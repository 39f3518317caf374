import type { Node } from "yaml";
import {
  age,
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
} from "./measures";
import type { Ask, Measure, Range } from "./model";
import { atMost, decimal, restOfHundred } from "./ranges";
import { declaredMissing, declaredValid, type ColumnWords } from "./sodaColumn";
import { hoursOf, passingRange, quietBeside, quietRange, type ReadRange } from "./thresholdText";
import { allOf, bareColumn, conditionProblem, onOneLine } from "./sqlText";
import type { YamlSource } from "./yamlSource";

/** A check apart from the table it is asked of; or why it cannot be carried over. */
export type SodaAsk = Omit<Ask, "table"> | { readonly refused: string };

export type SodaCheck = {
  /** `missing_count(id) = 0`. */
  readonly text: string;
  readonly settings: ReadonlyMap<string, Node | null>;
  /** What is declared for a column elsewhere in the file. */
  readonly columnWords: (column: string) => ColumnWords;
  /** The condition of its section, such as that of a named filter. */
  readonly where: string | null;
};

const namePattern = /^([A-Za-z_][\w ]*?)\s*(?:\((.*?)\))?\s*((?:not\s+)?between\b.*|(?:>=|<=|<>|!=|>|<|=).*)?$/s;

/** Reads one check of SodaCL. */
export function sodaAsk(yaml: YamlSource, check: SodaCheck): SodaAsk {
  if (/\$\{/.test(check.text)) return { refused: "It holds a variable that only Soda fills in." };
  const own = settingText(yaml, check, "filter");
  const where = allOf(check.where, own === null ? null : onOneLine(own));
  const problem = where === null ? null : conditionProblem(where);
  if (problem !== null) return { refused: problem };
  const found = namePattern.exec(check.text.trim());
  if (!found) return { refused: "It is no check that Headgate knows." };
  const [, name = "", argument, condition] = found;
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

/** Kinds of checks that look at more than one table's present rows. */
function unsayable(name: string, settings: SodaCheck["settings"]): string | null {
  if (/^change\b/.test(name)) return "It compares with earlier scans, which only Soda keeps.";
  if (/^anomaly/.test(name)) return "It learns from earlier scans, which only Soda keeps.";
  if (/same as|must (not )?exist|values in/.test(name)) return "It compares with another table.";
  if (/^schema/.test(name)) return "It looks at columns and their types, not at values.";
  if (/^failed rows/.test(name) && !settings.has("fail condition"))
    return "It lists rows by a query of its own; write the condition as metric: share(…).";
  if (/^(group by|group evolution)/.test(name)) return "It asks for groups; write segments: on a bound.";
  if (/^(distribution|cross|reconciliation)/.test(name)) return "It compares distributions or tables.";
  const unknown = [...settings.keys()].find(
    (key) =>
      /^(samples columns|samples limit|name|attributes|identity|title|owner|warn|fail|pass|filter|fail condition|(in)?valid |missing )/.exec(
        key,
      ) === null && !/ (expression|query)$/.test(key),
  );
  return unknown === undefined ? null : `Its setting ${unknown} has no like here.`;
}

type Measured = { readonly measure: Measure; readonly isRest: boolean } | { readonly refused: string };

function measureOf(
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
  const own = [...check.columnWords(column), ...check.settings].filter(([key]) =>
    /^(missing|valid|invalid) /.test(key),
  );
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

function settingText(yaml: YamlSource, { settings }: SodaCheck, key: string): string | null {
  return yaml.text(settings.get(key));
}
