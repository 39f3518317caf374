import { commandLineOf, type Alert } from "./alert";

/** Slack takes no more than 3000 characters in the text of one block. */
const mostCharacters = 2900;

/** What a webhook is sent: Slack's form, which others (Mattermost, Rocket.Chat, Teams' workflows) read as well. */
export type SlackMessage = {
  readonly text: string;
  readonly mrkdwn: false;
  readonly blocks: readonly (
    | { readonly type: "section"; readonly text: PlainText }
    | { readonly type: "context"; readonly elements: readonly PlainText[] }
  )[];
};

type PlainText = { readonly type: "plain_text"; readonly text: string; readonly emoji: false };

const signs = { information: "✓", warning: "⚠", error: "✕" } as const;

/**
 * An alert as Slack reads it. All of it is plain text: what a log or a name holds must neither mark text up nor call people.
 * @param workspace the name of the folder that it is about
 */
export function slackMessage({ severity, message, details, steps }: Alert, workspace: string): SlackMessage {
  const said = `${signs[severity]} ${message}`;
  const next = steps[0] && commandLineOf(steps[0]);
  const below = [...details, ...(next ? [`Next: ${next}`] : []), `Headgate, in ${workspace}`];
  return {
    text: slackText([said, ...details].join(" ")),
    mrkdwn: false,
    blocks: [
      { type: "section", text: plainText(said) },
      { type: "context", elements: below.slice(0, 10).map(plainText) },
    ],
  };
}

function plainText(text: string): PlainText {
  return { type: "plain_text", text: slackText(text), emoji: false };
}

/** As Slack asks: `&`, `<` and `>` written out, since they would begin a link or a mention; cut where it would be too long. */
function slackText(text: string): string {
  let written = "";
  for (const character of text.replace(/\s+/g, " ").trim()) {
    const escaped = escapes[character] ?? character;
    if (written.length + escaped.length > mostCharacters) return `${written}…`;
    written += escaped;
  }
  return written;
}

const escapes: Readonly<Record<string, string | undefined>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };
