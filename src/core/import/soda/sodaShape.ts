import type { Node } from "yaml";
import type { ColumnWords } from "./sodaColumn";
import type { YamlSource } from "../yamlSource";

/** A check as its list has it. */
export type SodaCheck = {
  /** `missing_count(id) = 0`. */
  readonly text: string;
  readonly settings: ReadonlyMap<string, Node | null>;
  /** What is declared for a column elsewhere in the file. */
  readonly columnWords: (column: string) => ColumnWords;
  /** The condition of its section, such as that of a named filter. */
  readonly where: string | null;
};

/** What a check says behind a word of its settings; null where that is no text. */
export function settingText(yaml: YamlSource, { settings }: SodaCheck, key: string): string | null {
  return yaml.text(settings.get(key));
}
