import type { Validation } from "../core/coverage/validation";
import { withoutRepeatedDates } from "../core/coverage/withoutRepeatedDates";
import type { Store } from "./ports";

/** More would not change what history suggests by much, and each is a file to read. */
const mostValidations = 40;

/** The validations on record that are looked back at, oldest first: `LanguageFacts.history`. */
export async function readHistory(store: Pick<Store, "validations">): Promise<Validation[]> {
  return withoutRepeatedDates(await store.validations(mostValidations));
}
