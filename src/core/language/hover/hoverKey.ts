import { codeText, paragraphs } from "../../report/markdownText";
import { descriptionAt, keysAt, valuesAt, type Schema } from "../../yaml/describe";
import type { Path } from "../../yaml/readYaml";

/**
 * What a schema says of the key at a path, or of the nearest key around it that it describes; null where it says nothing.
 * @param present what stands in the mapping at a path, where that decides which of several forms it has (`type: duckdb`)
 */
export function hoverKey(
  schema: Schema,
  path: Path,
  present: (parent: Path) => Readonly<Record<string, unknown>> = () => ({}),
): string | null {
  for (let length = path.length; length > 0; length--) {
    const at = path.slice(0, length);
    const [parent, key] = [at.slice(0, -1), at.at(-1)];
    const known = keysAt(schema, parent, present(parent)).find((one) => one.key === key);
    const description = known?.description ?? descriptionAt(schema, at);
    if (description === null || typeof key !== "string") continue;
    return keyText(key, valuesAt(schema, at), description);
  }
  return null;
}

/** A key, the words it may have, and its description. */
export function keyText(key: string, values: readonly string[], description: string): string {
  const words = values.map(codeText).join(" or ");
  return paragraphs(`**${codeText(key)}**${words && `: ${words}`}`, plainMarkdown(description));
}

/** A description: code in backticks, and nothing else that is markup. */
function plainMarkdown(description: string): string {
  return description
    .split("`")
    .map((part, index) => (index % 2 === 0 ? part.replace(/[<>*_[\]&]/g, "\\$&") : `\`${part}\``))
    .join("");
}
