import { fullMomentText } from "../report/times";
import type { Commit } from "./facts";

/** A commit with all that is shown of it. */
export type ShownCommit = Commit & {
  /** When its author wrote it (ISO 8601, UTC). */
  readonly authoredAt: string;
  readonly author: string;
  /** Its message below the first line. */
  readonly body: string;
  /** The files it changed, a line each, as git tells them. */
  readonly changes: string;
};

/** A commit as a text to read. */
export function commitText(
  { hash, subject, at, authoredAt, author, body, changes }: ShownCommit,
  zone?: string,
): string {
  const committed = at === authoredAt ? [] : [`Committed ${fullMomentText(at, zone)}`];
  return [
    subject,
    "",
    `Commit    ${hash}`,
    `Author    ${author}`,
    `Authored  ${fullMomentText(authoredAt, zone)}`,
    ...committed,
    ...(body === "" ? [] : ["", body]),
    "",
    changes === "" ? "It changes no file." : changes,
    "",
  ].join("\n");
}
