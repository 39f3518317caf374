import type { Subject } from "../rows/row";

/** Something a person should hear of once. */
export type Notice = {
  /** Says what happened to what: the same thing is never told twice, also after a reload. */
  readonly id: string;
  readonly severity: "information" | "warning" | "error";
  readonly message: string;
  /** The first is the next step. */
  readonly actions: readonly NoticeAction[];
};

export type NoticeAction = {
  readonly title: string;
  /** A name in `contract/ids.ts`. */
  readonly command: "retryFailedDates" | "validate" | "openLog" | "openReport" | "decideGate" | "train";
  readonly subject?: Subject;
};
