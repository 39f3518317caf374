import { codeText, paragraphs } from "../../report/markdownText";
import { placeholderMeaning } from "../completion/completeCommand";
import type { LanguageFacts } from "../facts";

/** How a command is run: a list as it stands, a text by the shell of the user. */
export function hoverCommand(isShellLine: boolean): string {
  if (!isShellLine)
    return "A list of arguments, run without a shell. A placeholder never becomes more than one argument.";
  return paragraphs(
    "⚠ **Run by your shell**, with all that it does to quotes, variables and wildcards.",
    "It gets placeholders as environment variables only: `$HEADGATE_START`, `$HEADGATE_END` and so on; `{start}` stays as it is. Write a list of arguments to run it without a shell.",
  );
}

/** The placeholder of a word, by the cursor in it; null where there is none. */
export function hoverPlaceholder(text: string, at: number, facts: LanguageFacts): string | null {
  const found = [...text.matchAll(/\{([a-z_]+(?::[^{}]+)?)\}/g)].find(
    ({ index, 0: word }) => index <= at && at <= index + word.length,
  );
  const name = found?.[1];
  if (name === undefined) return null;
  const meaning = placeholderMeaning(name, facts);
  return `**${codeText(`{${name}}`)}** ${meaning === null ? "is not a placeholder that Headgate knows." : `is replaced by ${meaning}.`}`;
}
