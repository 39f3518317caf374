import type { Condition } from "./dqdlCondition";
import type { Ask, Measure, Range } from "../model";

/** What a rule asks, all of which must hold; or why it cannot be carried over. */
export type DqdlAsks = { readonly asks: readonly Ask[] } | { readonly refused: string };

/** One rule: `ColumnValues "a" "b" between 1 and 5 where "c > 0" with threshold > 0.9`. */
export type DqdlRule = {
  readonly type: string;
  readonly columns: readonly string[];
  readonly condition: Condition | null;
  readonly threshold: Condition | null;
  readonly where: string | null;
};

/** Makes what is asked of the rule's table, in its rows. */
export type Asking = (measure: Measure, range: Range, needs?: Ask["needs"]) => Ask;
