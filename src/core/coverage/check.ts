import type { SourceRange } from "../diagnostic";
import type { Decimal } from "./decimal";
import type { Metric } from "./metric";

/** A metric with bounds: what one line of the thresholds file asks. */
export type Check = {
  /** `section.key`. */
  readonly id: string;
  readonly key: string;
  readonly metric: Metric;
  /** `>=`: a lower bound. `<=`: an upper bound. */
  readonly comparison: ">=" | "<=";
  readonly fail: Decimal | null;
  readonly warn: Decimal | null;
  /** SQL, one expression; narrows the rows this check looks at. */
  readonly where: string | null;
  readonly segments: readonly string[];
  readonly allowEmpty: boolean;
  readonly runbook: string | null;
  /** The key in the thresholds file. */
  readonly range: SourceRange;
};

/** A line that asks for something but could not be read or resolved: it stays, and its result is `unknown` with this reason. */
export type UnreadableCheck = {
  readonly id: string;
  readonly key: string;
  readonly reason: string;
  readonly range: SourceRange;
};
