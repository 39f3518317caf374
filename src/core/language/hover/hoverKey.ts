import { codeText } from "../../report/markdownText";
import { descriptionAt, keysAt, valuesAt, type Schema } from "../../yaml/describe";
import type { Path } from "../../yaml/readYaml";
import { paragraphs } from "./hover";

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
    const values = valuesAt(schema, at).map(codeText).join(" or ");
    return paragraphs(`**${codeText(key)}**${values && `: ${values}`}`, plainMarkdown(description));
  }
  return null;
}

/** A description: code in backticks, and nothing else that is markup. */
function plainMarkdown(description: string): string {
  return description
    .split("`")
    .map((part, index) => (index % 2 === 0 ? part.replace(/[<>*_[\]&]/g, "\\$&") : `\`${part}\``))
    .join("");
}
