import type { Node } from "yaml";
import type { Field } from "./dataplex";
import { aggregate, completeness, duplicates, needsQuotes, rowCount, shareOf, stemOf } from "../measures";
import type { Measure, Range } from "../model";
import { asPercent, atLeast, atMost, decimal, numberIn, rangeOf } from "../ranges";
import { bareColumn, conditionProblem, onOneLine } from "../sqlText";
import type { YamlSource } from "../yamlSource";

import { endsOf, inRange, inSet, matching, type DataplexAsks, type Given } from "./dataplexRows";

type Reader = (given: Given) => DataplexAsks;

const readers: Readonly<Record<string, Reader>> = {
  nonNullExpectation: ({ column, ask, rows }) => ({ asks: [ask(completeness(column, null), rows)] }),
  uniquenessExpectation: unique,
  rangeExpectation: inRange,
  setExpectation: inSet,
  regexExpectation: matching,
  rowConditionExpectation: rowCondition,
  statisticRangeExpectation: statistic,
  tableConditionExpectation: tableCondition,
};

/** What one rule asks. */
export function dataplexAsks(yaml: YamlSource, field: Field, rule: Node, table: string): DataplexAsks {
  const text = (name: string): string | null => yaml.text(field(rule, name));
  if (text("suspended") === "true") return { refused: "It is suspended." };
  if (field(rule, "sqlAssertion"))
    return { refused: "It lists rows by a query of its own, and here SQL is one expression." };
  const [name, reader] = Object.entries(readers).find(([key]) => isThere(yaml, rule, key)) ?? [];
  if (name === undefined || !reader) return { refused: "It expects nothing that Headgate knows." };
  const found = field(rule, name) ?? null;
  const threshold = text("threshold") === null ? null : numberIn(text("threshold"));
  if (threshold === undefined) return { refused: "Its threshold is not a number." };
  const column = text("column") ?? "";
  const isOfTable = name === "rowConditionExpectation" || name === "tableConditionExpectation";
  if (column === "" && !isOfTable) return { refused: "It names no column." };
  return reader({
    yaml,
    field,
    rule,
    expectation: yaml.items(found)[0] ?? found,
    column,
    bare: column === "" ? null : bareColumn(column),
    ignoresNull: text("ignoreNull") === "true",
    ask: (measure, range) => ({ table, measure, fail: range, warn: null, where: null }),
    rows: atLeast(threshold === null || threshold.units === 0n ? decimal(100n) : asPercent(threshold)),
  });
}

/** `nonNullExpectation:` may be empty; some tools write an empty list where none is meant. */
function isThere(yaml: YamlSource, rule: Node, name: string): boolean {
  const snake = name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  const entry = yaml.entries(rule).find(({ key }) => key === name || key === snake);
  return entry !== undefined && (entry.value === null || !/^\[\s*\]$/.test(yaml.excerpt(entry.value)));
}

function sqlOf({ yaml, field, expectation }: Given): { readonly sql: string } | { readonly refused: string } {
  const said = yaml.text(field(expectation, "sqlExpression"));
  if (said === null || said.trim() === "") return { refused: "It has no condition." };
  const sql = onOneLine(said);
  const problem = conditionProblem(sql);
  if (problem !== null) return { refused: problem };
  if (/\bselect\b/i.test(sql)) return { refused: "Its condition holds a query of its own." };
  return { sql };
}

function rowCondition(given: Given): DataplexAsks {
  const read = sqlOf(given);
  if ("refused" in read) return read;
  const name = given.yaml.text(given.field(given.rule, "name"));
  const stem = stemOf(name ?? (given.column === "" ? "rows" : `${given.column}_condition`));
  return { asks: [given.ask(shareOf(read.sql, stem, null), given.rows)] };
}

/** `COUNT(*) > 0` is a bound on rows; any other condition is one that must be true. */
function tableCondition(given: Given): DataplexAsks {
  const read = sqlOf(given);
  if ("refused" in read) return read;
  const [, operator = "", value] = /^COUNT\(\s*\*\s*\)\s*(>=|<=|=|>|<)\s*(\d+)$/i.exec(read.sql) ?? [];
  const rows = numberIn(value);
  const range = rows && rangeOf(operator, rows);
  if (range) return { asks: [given.ask(rowCount, range)] };
  const name = given.yaml.text(given.field(given.rule, "name"));
  const measure: Measure = {
    metric: { function: "sql", sql: `CASE WHEN ${read.sql} THEN 1 ELSE 0 END` },
    stem: stemOf(name ?? "table_condition"),
    scale: "count",
  };
  return { asks: [given.ask(measure, atLeast(decimal(1n)))] };
}

function statistic(given: Given): DataplexAsks {
  const { yaml, field, expectation, column, ask } = given;
  const functions = { MEAN: "average", MIN: "minimum", MAX: "maximum" } as const;
  const named = yaml.text(field(expectation, "statistic"))?.toUpperCase() ?? "";
  if (!Object.hasOwn(functions, named))
    return { refused: `The statistic ${named || "that is not named"} has no like here.` };
  const ends = endsOf(given).map(({ operator, value }) => {
    const at = numberIn(value);
    return at && rangeOf(operator, at);
  });
  if (ends.length === 0 || ends.some((end) => end === undefined)) return { refused: "Its bounds are not numbers." };
  const measure = aggregate(functions[named as keyof typeof functions], column, null);
  return {
    asks: [
      ask(
        measure,
        Object.assign(
          { low: null, high: null },
          ...ends.map((end) => (end?.low ? { low: end.low } : { high: end?.high ?? null })),
        ) as Range,
      ),
    ],
  };
}

function unique({ bare, column, ignoresNull, ask }: Given): DataplexAsks {
  if (bare === null) return { refused: needsQuotes(column) };
  const once = ask(duplicates([bare], `${bare} IS NOT NULL`), atMost(decimal(0n)));
  return { asks: ignoresNull ? [once] : [once, ask(completeness(bare, null), atLeast(decimal(100n)))] };
}
