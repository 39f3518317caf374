/** What other tools call a bound, by the name it has here. */
const aliases: Readonly<Record<string, string>> = {
  row_count: "min_records", // SodaCL
  RowCount: "min_records", // Deequ, DQDL
};

/** The name that another tool's name stands for; `undefined` when it is none. Such names are understood, and told of by `alias-name`. */
export function aliasOf(key: string): string | undefined {
  return Object.hasOwn(aliases, key) ? aliases[key] : undefined;
}
