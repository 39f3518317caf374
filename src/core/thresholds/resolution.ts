import type { Fix } from "../diagnostic";
import type { Reading } from "./nameReadings";

/** What a bound's name means, with columns as their table spells them; or why it means nothing, or too much. */
export type Resolution =
  | { readonly ok: true; readonly reading: Reading }
  | {
      readonly ok: false;
      readonly code: "unknown-column" | "unknown-key" | "ambiguous-name" | "missing-mechanics" | "wrong-type";
      readonly message: string;
      readonly fixes: readonly Fix[];
    };
