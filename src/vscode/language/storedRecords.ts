import { readStored, type Stored } from "../../app/languageFacts";
import type { Store } from "../../app/ports";
import type { Session } from "../session";

/** What the store of the opened workspace holds, read once while it is the same. */
export type StoredRecords = {
  read(store: Store): Promise<Stored>;
  /** Whether the store holds something else, or another workspace is open, since this was asked last. */
  haveChanged(): boolean;
};

export function storedRecords(session: Session): StoredRecords {
  let reading: { readonly of: unknown; readonly stored: Promise<Stored> } | null = null;
  let seen: unknown = null;
  // A run that goes on changes the session every few seconds, and neither of these.
  const present = (): unknown => (session.state.kind === "open" ? session.state.facts.schemas : session.state);
  return {
    read(store) {
      const of = present();
      if (reading === null || reading.of !== of) reading = { of, stored: readStored(store) };
      return reading.stored;
    },
    haveChanged() {
      const before = seen;
      seen = present();
      return before !== seen;
    },
  };
}
