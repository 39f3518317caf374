import { assistance } from "./assistance";
import { keystrokes, type Ratio } from "./keystrokes";

/** What editing a large thresholds file costs, beside checking all of it. */
export function languageRatios(seed: number): Ratio[] {
  return [keystrokes(seed), ...assistance(seed)];
}
