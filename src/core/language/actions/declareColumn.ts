import { isMap, isScalar } from "yaml";
import type { Fix } from "../../diagnostic";
import { addToMap } from "../../yaml/addToMap";
import { additionTo } from "../../yaml/addition";
import { isMapping } from "../../yaml/isMapping";
import { scalarText } from "../../yaml/scalarText";
import { mechanicsPlace } from "./mechanicsPlace";
import { editsOf, type TwoEdits, type TwoTexts } from "../twoFiles";

/**
 * Says in `columns:` of a section what a name means: in `headgate.yaml`, or in the thresholds file where the section's
 * columns stand there. A name that is there already gets the new meaning.
 * @returns null where that part of the file cannot be read, so that nothing can be added to it
 */
export function declareColumn(
  texts: TwoTexts,
  { section, name, meaning }: NonNullable<Fix["declare"]>,
): TwoEdits | null {
  const { file, path, hidden } = mechanicsPlace(texts, section, "columns");
  const value = scalarText(meaning);
  const all = { ...hidden.columns, [name]: meaning };
  const entries = Object.entries(all).map(([one, its]) => `${scalarText(one)}: ${scalarText(its)}`);
  const flow = `{ ${entries.join(", ")} }`;
  const edits = additionTo(texts[file] ?? "", {
    path,
    value: { flow, block: () => ` ${flow}`, comment: null },
    into: (columns, text) => {
      if (!isMap(columns)) return null;
      const there = columns.items.find((pair) => isScalar(pair.key) && String(pair.key.value) === name)?.value;
      if (isScalar(there) && there.range) return [{ from: there.range[0], to: there.range[1], text: value }];
      if (there !== undefined) return null;
      return addToMap(columns, text, [name], { flow: value, block: () => ` ${value}`, comment: null });
    },
    holds: (columns) => isMapping(columns) && columns[name] === meaning,
  });
  return edits && editsOf(file, edits);
}
