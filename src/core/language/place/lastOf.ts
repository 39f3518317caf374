/**
 * The end of a text, as many of its characters as fit. Reads from the end: a pattern that ends with `$` would be tried anew from
 * each place of a line that may be very long.
 * @param fits a pattern for one character
 */
export function lastOf(text: string, fits: RegExp): string {
  const characters = Array.from(text);
  let from = characters.length;
  while (from > 0 && fits.test(characters[from - 1] ?? "")) from--;
  return characters.slice(from).join("");
}
