/** Data in Markdown, so that it stays text, and tables made of it. */

/** Text that Markdown shows as it is: nothing in it is markup, a link, HTML, an entity, or the end of a table cell. */
export function markdownText(text: string): string {
  return (
    text
      .replace(/[\p{Cc}\u2028\u2029]+/gu, " ")
      .replace(/[\\`*[\]<>#|~&$]/g, "\\$&")
      // An underscore inside a word is no markup, and names read better without a backslash.
      .replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, "\\_")
      .replace(/^(\s*)([-+=])/, "$1\\$2")
      .replace(/^(\s*\d+)([.)])/, "$1\\$2")
      // Without these, addresses become links by themselves in some readers.
      .replace(/:\/\//g, ":\u200b//")
      .replace(/\b(www)\./gi, "$1\\.")
      .replace(/@/g, "\\@")
  );
}

/** Text as inline code within a table: there a bar would end the cell. */
export function markdownCode(text: string): string {
  return codeText(text.replaceAll("|", "\\|"));
}

/** Text as inline code: the fence is longer than any run of backticks inside. */
export function codeText(text: string): string {
  const line = text.replace(/[\p{Cc}\u2028\u2029]+/gu, " ");
  const longest = Math.max(0, ...(line.match(/`+/g) ?? []).map((run) => run.length));
  const fence = "`".repeat(longest + 1);
  const padding = longest > 0 ? " " : "";
  return `${fence}${padding}${line}${padding}${fence}`;
}

export type MarkdownColumn = { readonly title: string; readonly align?: "right" };

/** A table whose cells are already Markdown; nothing when there are no rows. */
export function markdownTable(columns: readonly MarkdownColumn[], rows: readonly (readonly string[])[]): string[] {
  if (rows.length === 0) return [];
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  return [
    line(columns.map(({ title }) => title)),
    line(columns.map(({ align }) => (align === "right" ? "---:" : "---"))),
    ...rows.map(line),
  ];
}

/** SQL or other lines as a block of code, which nothing inside can end. */
export function fencedText(language: string, text: string): string {
  const longest = Math.max(2, ...(text.match(/`+/g) ?? []).map((run) => run.length));
  const fence = "`".repeat(longest + 1);
  return `${fence}${language}\n${text}\n${fence}`;
}

/** Paragraphs of Markdown; those that have nothing to say are left out. */
export function paragraphs(...parts: readonly (string | null | false)[]): string {
  return parts.filter((part) => typeof part === "string" && part !== "").join("\n\n");
}
