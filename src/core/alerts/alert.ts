/** What an alert can be about; the words of `alerts: on:` in `headgate.yaml`. */
export const alertEvents = ["completion", "failure", "stall", "missed-eta", "follow-up", "decision"] as const;

export type AlertEvent = (typeof alertEvents)[number];

/** Something that a person should hear of once, wherever they are. */
export type Alert = {
  /** Says what happened to what: the same thing has the same id for everybody who sees it, also after a restart. */
  readonly id: string;
  readonly event: AlertEvent;
  readonly severity: "information" | "warning" | "error";
  /** When it happened (ISO 8601, UTC). */
  readonly at: string;
  readonly about: AlertSubject;
  /** What happened, in a sentence or two. */
  readonly message: string;
  /** Further sentences: preliminary counts, and how old they are. */
  readonly details: readonly string[];
  /** What can be done about it; the first is the next step. */
  readonly steps: readonly AlertStep[];
};

export type AlertSubject = {
  readonly kind: "backfill" | "gate" | "validator" | "training";
  readonly name: string;
  /** The log of another run than the latest, as shown to people. */
  readonly log?: string;
};

export type AlertStep = {
  /** As a button says it. */
  readonly title: string;
  /** A name in `contract/ids.ts`. */
  readonly command:
    "retryFailedDates" | "showFailedDates" | "validate" | "openLog" | "openReport" | "decideGate" | "train";
  readonly subject?: AlertSubject;
};

/** The same step on the command line; null where it has none. */
export function commandLineOf({ command, subject }: AlertStep): string | null {
  switch (command) {
    case "validate":
      return "headgate validate";
    case "retryFailedDates":
      return subject ? `headgate retry ${subject.name}` : null;
    case "showFailedDates":
    case "openLog":
      return "headgate status";
    case "openReport":
      return "headgate report --markdown STATUS.md";
    case "decideGate":
      return subject?.kind === "gate" ? `headgate gate ${subject.name}` : null;
    case "train":
      return subject?.kind === "training" ? `headgate train ${subject.name}` : null;
  }
}
