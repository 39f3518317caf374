/**
 * The text of a file as editors show it: without the mark of its encoding, and, where its lines end in several ways, all of them
 * ending in the way that most do. Lines and columns are then counted alike everywhere.
 */
export function editorText(text: string): string {
  const plain = text.startsWith("\ufeff") ? text.slice(1) : text;
  const counts = { "\r\n": 0, "\n": 0, "\r": 0 };
  for (const [end] of plain.matchAll(/\r\n|\n|\r/g)) counts[end as keyof typeof counts]++;
  const withReturn = counts["\r\n"] + counts["\r"];
  const usual = withReturn * 2 > withReturn + counts["\n"] ? "\r\n" : "\n";
  const isMixed = counts["\r"] > 0 || (counts["\r\n"] > 0 && counts["\n"] > 0);
  return isMixed ? plain.replaceAll(/\r\n|\n|\r/g, usual) : plain;
}
