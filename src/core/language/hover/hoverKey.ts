import { codeText } from "../../report/markdownText";
import { descriptionAt, valuesAt, type Schema } from "../../yaml/describe";
import type { Path } from "../../yaml/readYaml";
import { paragraphs } from "./hover";

/** What a schema says of the key at a path, or of the nearest key around it that it describes; null where it says nothing. */
export function hoverKey(schema: Schema, path: Path): string | null {
  for (let length = path.length; length > 0; length--) {
    const at = path.slice(0, length);
    const description = descriptionAt(schema, at);
    const key = at.at(-1);
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
