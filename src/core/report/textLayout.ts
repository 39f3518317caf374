/** Lines for a terminal: colour where it is wanted, columns that stand under each other, and data that cannot steer the terminal. */

export type Colour = "red" | "green" | "yellow" | "blue" | "dim" | "bold";

const codes: Readonly<Record<Colour, readonly [number, number]>> = {
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
  blue: [34, 39],
  dim: [2, 22],
  bold: [1, 22],
};

export type Cell = { readonly text: string; readonly align?: "right"; readonly colour?: Colour };

export function painted(text: string, colour: Colour | undefined, enabled: boolean): string {
  if (!enabled || colour === undefined || text === "") return text;
  const [on, off] = codes[colour];
  return `\u001b[${on}m${text}\u001b[${off}m`;
}

/** One line of text: control characters (also those that would start an escape sequence) and line breaks become spaces. */
export function plain(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029]+/gu, " ");
}

/**
 * Rows with their columns aligned, two spaces between them, each line after `indent`.
 * Widths are counted in characters; a row may have fewer cells than others.
 */
export function alignedRows(rows: readonly (readonly Cell[])[], indent: string, colours: boolean): string[] {
  const widths: number[] = [];
  for (const row of rows)
    row.forEach((cell, column) => {
      widths[column] = Math.max(widths[column] ?? 0, lengthOf(plain(cell.text)));
    });
  return rows.map((row) => {
    const cells = row.map((cell, column) => {
      const text = plain(cell.text);
      const padding = " ".repeat((widths[column] ?? 0) - lengthOf(text));
      const shown = painted(text, cell.colour, colours);
      return cell.align === "right" ? padding + shown : shown + padding;
    });
    return `${indent}${cells.join("  ")}`.trimEnd();
  });
}

function lengthOf(text: string): number {
  return Array.from(text).length;
}
