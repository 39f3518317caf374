import { isSeq, type YAMLSeq } from "yaml";
import { addToFlow, withComment, type Insertion } from "../../yaml/addToMap";
import { additionTo } from "../../yaml/addition";
import { columnOf, endOfContent, endOfLine } from "../../yaml/nodePlaces";
import { scalarText } from "../../yaml/scalarText";
import { mechanicsPlace } from "./mechanicsPlace";
import { editsOf, type TwoEdits, type TwoTexts } from "../twoFiles";

/**
 * Lets the bounds of a key only warn: adds it to `warn_only:` of its section, where the section's mechanics stand, with the
 * reason as a comment behind it.
 * @returns null where that part of the file cannot be read, so that nothing can be added to it
 */
export function markWarnOnly(texts: TwoTexts, section: string, key: string, reason: string): TwoEdits | null {
  const { file, path, hidden } = mechanicsPlace(texts, section, "warn_only");
  const item = scalarText(key);
  const others = (hidden.warnOnly ?? []).map(scalarText);
  const said = oneLine(reason);
  const comment = said === "" ? null : `${item}: ${said}`;
  const withReason = said === "" ? item : `${item} # ${said}`;
  const flow = `[${[...others, item].join(", ")}]`;
  const edits = additionTo(texts[file] ?? "", {
    path,
    value: { flow, block: (indent) => [...others, withReason].map((one) => `\n${indent}  - ${one}`).join(""), comment },
    into: (list, text) => {
      if (!isSeq(list)) return null;
      if (!list.flow) return [newLine(list, text, `- ${withReason}`)];
      return withComment(addToFlow(list, text, item), text, comment);
    },
    holds: (list) => Array.isArray(list) && list.includes(key),
  });
  return edits && editsOf(file, edits);
}

/** A reason never becomes more than a comment, whatever it holds. */
function oneLine(reason: string): string {
  return reason.replace(/[\p{C}\p{Z}\s]+/gu, " ").trim();
}

function newLine(list: YAMLSeq, text: string, line: string): Insertion {
  const end = endOfLine(text, endOfContent(list, text));
  return { from: end, to: end, text: `\n${" ".repeat(columnOf(list, text))}${line}` };
}
