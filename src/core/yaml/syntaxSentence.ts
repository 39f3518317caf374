import type { YAMLParseError } from "yaml";

export const noColon = "This line has no colon. Write it as name: value.";

const sentences: readonly (readonly [said: RegExp, sentence: string])[] = [
  [/^Implicit keys need to be on a single line|^Implicit map keys need to be followed by map values/, noColon],
  [
    /^Nested mappings are not allowed in compact mappings/,
    "This line has one colon too many. Put the text in quotes, or the second name on a line of its own.",
  ],
  [/^Tabs are not allowed as indentation/, "This line is indented with a tab. Use spaces."],
  [/^Missing closing "quote/, 'A text that begins with " does not end with one. Add it.'],
  [/^Missing closing 'quote/, "A text that begins with ' does not end with one. Add it."],
  [/^Flow sequence .*end with a \]/, "A list that begins with [ does not end. Add ] before this place."],
  [/^Flow map .*end with a \}/, "A map that begins with { does not end. Add } before this place."],
  [
    /^All mapping items must start at the same column/,
    "This line is indented otherwise than the names beside it. Give it as many spaces as they have.",
  ],
];

/** What a mistake of YAML's syntax is and what to do about it. The parser's own words, meant for its makers, only where there are no better. */
export function syntaxSentence({ code, message }: YAMLParseError): string {
  if (code === "MULTIPLE_DOCS") return "A second document begins here, after ---. Keep one document in this file.";
  const known = sentences.find(([said]) => said.test(message));
  return known?.[1] ?? `This is not valid YAML: ${(message.split("\n")[0] ?? message).replace(/[.:]$/, "")}.`;
}
