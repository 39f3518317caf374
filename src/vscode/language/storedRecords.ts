import { readStored, type Stored } from "../../app/language/languageFacts";
import type { Store } from "../../app/ports";
import type { Session } from "../session";

/** What the store of the opened workspace holds, read once while it is the same. */
export type StoredRecords = {
  read(store: Store): Promise<Stored>;
  /** Whether the workspace was opened anew, or its store holds something else, since this was asked last. */
  haveChanged(): boolean;
};

/** Other objects whenever the workspace is opened anew or its store holds something else. */
type Mark = readonly unknown[];

export function storedRecords(session: Session): StoredRecords {
  let reading: { readonly mark: Mark; readonly stored: Promise<Stored> } | null = null;
  let seen: Mark = [];
  // A run that goes on changes the session every few seconds, and nothing of this.
  const present = ({ state }: Session): Mark =>
    state.kind === "open" ? [state.workspace, state.facts.schemas] : [state, null];
  const isSame = (a: Mark, b: Mark): boolean => a[0] === b[0] && a[1] === b[1];
  return {
    read(store) {
      const mark = present(session);
      if (reading === null || !isSame(reading.mark, mark)) reading = { mark, stored: readStored(store) };
      return reading.stored;
    },
    haveChanged() {
      const before = seen;
      seen = present(session);
      return !isSame(before, seen);
    },
  };
}
