import { isMap, isScalar } from "yaml";
import { addDays, type CalendarDate } from "../calendar";
import { shareADay } from "../coverage/check";
import type { Fix, TextEdit } from "../diagnostic";
import type { Path, YamlFile } from "../yaml/readYaml";
import type { Bound } from "./thresholds";

/**
 * Lets the entries of a dated list share no day with the last of these: of two that do, the one that begins first ends the day
 * before the other begins.
 * @returns none where two of them begin on the same day
 */
export function endEarlier(yaml: YamlFile, path: Path, bounds: readonly Bound[]): Fix[] {
  const last = bounds.at(-1);
  const ends = new Map<number, CalendarDate>();
  for (const [index, bound] of bounds.slice(0, -1).entries()) {
    if (!bound.dates || !last?.dates || !shareADay(bound.dates, last.dates)) continue;
    const [mine, other] = [last.dates.from ?? "", bound.dates.from ?? ""];
    if (mine === other) return [];
    const [at, begins] = other < mine ? [index, mine] : [bounds.length - 1, other];
    const end = addDays(begins as CalendarDate, -1);
    const known = ends.get(at);
    if (known === undefined || end < known) ends.set(at, end);
  }
  const [first] = ends.values();
  if (first === undefined) return [];
  const edits = [...ends].map(([index, end]) => untilIn(yaml, [...path, index], end));
  const title = ends.size === 1 ? `End the earlier entry on ${first}` : "End the earlier entries the day before";
  return [{ title, edits }];
}

/** Sets `until:` of an entry, which it may lack. */
function untilIn(yaml: YamlFile, entry: Path, end: CalendarDate): TextEdit {
  const node = yaml.document.getIn(entry, true);
  if (!isMap(node) || node.has("until")) return { ...yaml.rangeOfValue([...entry, "until"]), text: end };
  const first = node.items[0]?.key;
  const key = isScalar<string>(first) ? first.value : "";
  if (node.has("from") && node.flow) {
    const { endLine, endColumn } = yaml.rangeOfValue([...entry, "from"]);
    return { line: endLine, column: endColumn, endLine, endColumn, text: `, until: ${end}` };
  }
  const { line, column } = yaml.rangeOfKey([...entry, key]);
  const between = node.flow ? ", " : `\n${" ".repeat(column - 1)}`;
  return { line, column, endLine: line, endColumn: column, text: `until: ${end}${between}` };
}
