import { isMap, isNode, isPair, isSeq, type Node } from "yaml";

/** Where the line of an offset ends, before its line break. */
export function endOfLine(text: string, offset: number): number {
  const newline = text.indexOf("\n", offset);
  if (newline < 0) return text.length;
  return text[newline - 1] === "\r" ? newline - 1 : newline;
}

/** How far a node stands from the beginning of its line. */
export function columnOf(node: Node, text: string): number {
  const from = node.range?.[0] ?? 0;
  return from - (text.lastIndexOf("\n", from - 1) + 1);
}

/** Where the last of what stands in a node ends; comments and blank lines behind it do not count. */
export function endOfContent(node: Node, text: string): number {
  if ((isMap(node) || isSeq(node)) && !node.flow) {
    const last: unknown = node.items.at(-1);
    const parts = isPair(last) ? [last.value, last.key] : [last];
    const end = parts.find((part) => isNode(part) && part.range && part.range[0] < part.range[1]);
    if (isNode(end)) return endOfContent(end, text);
  }
  const [from = 0, to = 0] = node.range ?? [];
  return from + text.slice(from, to).trimEnd().length;
}

/** By how much a text indents what stands below a key. */
export function indentationOf(text: string): string {
  return /^( +)[^\s#-]/m.exec(text)?.[1] ?? "  ";
}
