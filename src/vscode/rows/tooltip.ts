/**
 * Data as literal text inside Markdown: everything but letters, digits and a few harmless characters becomes a numeric
 * character reference, so that no name, path or log line can turn into a link, an image, markup or an autolink.
 */
export function tooltipText(text: string): string {
  return text.replace(/[^\p{L}\p{M}\p{N} ,;%]/gu, (character) => `&#${character.codePointAt(0)};`);
}

/** Lines of a tooltip; each becomes a paragraph line of its own. Empty ones (null, undefined, false) are left out. */
export function tooltip(...lines: readonly (string | null | undefined | false)[]): string {
  return lines.filter((line): line is string => typeof line === "string" && line !== "").join("\n\n");
}
