import type { Validation } from "../../core/coverage/validation";
import { withoutRepeatedDates } from "../../core/coverage/withoutRepeatedDates";
import type { Store } from "../ports";

/** More would not change what history suggests by much, and each is a file to read. */
const mostValidations = 40;

/** What was read of a store, and of which latest validation: until there is a newer one, it is the same. */
const read = new WeakMap<object, { readonly latest: string; readonly history: readonly Validation[] }>();

/**
 * The validations on record that are looked back at, oldest first: `LanguageFacts.history`. The same object while nothing was added.
 * @param latest as the store gives it
 */
export async function readHistory(
  store: Pick<Store, "validations">,
  latest: Validation | null,
): Promise<readonly Validation[]> {
  if (latest === null) return [];
  const known = read.get(store);
  if (known?.latest === latest.startedAt) return known.history;
  const history = withoutRepeatedDates(await store.validations(mostValidations));
  read.set(store, { latest: latest.startedAt, history });
  return history;
}
