import { isScalar, type Node } from "yaml";
import { textLiteral } from "./sqlText";
import type { YamlSource } from "./yamlSource";

/** A YAML value as SQL: numbers and truth as they are, anything else as a text. Null where that cannot be done. */
export function literalOf(yaml: YamlSource, node: Node): string | null {
  const text = yaml.text(node);
  if (text === null || !isScalar(node)) return null;
  if (typeof node.value === "number" && /^[+-]?\d+(\.\d+)?$/.test(text)) return text;
  if (typeof node.value === "boolean") return node.value ? "TRUE" : "FALSE";
  return textLiteral(text);
}

/** A number as it stands in SQL and in YAML; null for anything else. */
export function numberText(text: string | null): string | null {
  return text !== null && /^[+-]?\d+(\.\d+)?$/.test(text.trim()) ? text.trim() : null;
}
