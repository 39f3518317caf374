import { failure, success, type Result } from "../../result";
import { additionTo } from "../../yaml/addition";
import { outlineOf, partAt } from "../../yaml/outline";
import { scalarText } from "../../yaml/scalarText";
import { mechanicsPlace } from "../actions/mechanicsPlace";
import { editsOf, type TwoEdits, type TwoTexts } from "../twoFiles";

/**
 * A section without `table:` reads the table of its own name. When it is called otherwise, `table:` says which one it was.
 * @returns null where that is said already
 */
export function tableKept(texts: TwoTexts, section: string, renamed: string): Result<TwoEdits | null> {
  const { file, path, hidden } = mechanicsPlace(texts, section, "table");
  const outline = outlineOf(texts[file] ?? "");
  if (partAt(outline, path) || typeof hidden.table === "string") return success(null);
  // An entry that is there gets its new name in place; one that is not is written with it.
  const isThere = partAt(outline, path.slice(0, -1)) !== undefined;
  const flow = scalarText(section);
  const edits = additionTo(texts[file] ?? "", {
    path: isThere ? path : path.map((step) => (step === section ? renamed : step)),
    value: { flow, block: () => ` ${flow}`, comment: null },
    into: () => null,
    holds: (table) => table === section,
  });
  const message = `${section} reads the table of that name. Say so with table: before it is called otherwise.`;
  return edits ? success(editsOf(file, edits)) : failure("unsupported", message);
}
