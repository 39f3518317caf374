import type { SodaCheck } from "./sodaShape";

/** Kinds of checks that look at more than one table's present rows. */
export function unsayable(name: string, settings: SodaCheck["settings"]): string | null {
  if (/^change\b/.test(name)) return "It compares with earlier scans, which only Soda keeps.";
  if (name.startsWith("anomaly")) return "It learns from earlier scans, which only Soda keeps.";
  if (/same as|must (not )?exist|values in/.test(name)) return "It compares with another table.";
  if (name.startsWith("schema")) return "It looks at columns and their types, not at values.";
  if (name.startsWith("failed rows") && !settings.has("fail condition"))
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

/** Sections that ask for no bound. */
export function unsayableSection(key: string): string {
  if (key.startsWith("profile columns")) return "It asks for a profile of columns, not for a bound.";
  if (/^(discover|sample) /.test(key)) return "It asks for a look at tables, not for a bound.";
  if (key.startsWith("automated monitoring")) return "It learns from earlier scans, which only Soda keeps.";
  if (key.startsWith("reconciliation")) return "It compares two tables.";
  return "It is no part of a checks file that Headgate knows.";
}
