import type { BackfillState } from "../../core/backfills/status";
import type { MonthGroup } from "../../core/backfills/monthGroups";
import type { Status } from "../../core/coverage/validation";
import type { Decision, Requirement } from "../../core/gate/decision";
import type { RowIcon } from "./row";

/** The look of every state: an icon and a theme colour; the word stands in the row. */

const good = "testing.iconPassed";
const bad = "problemsErrorIcon.foreground";
const caution = "problemsWarningIcon.foreground";
const quiet = "disabledForeground";
const unsure = "descriptionForeground";

export const backfillIcons: Readonly<Record<BackfillState, RowIcon>> = {
  running: { codicon: "loading~spin", color: "charts.blue" },
  stalled: { codicon: "warning", color: caution },
  waiting: { codicon: "debug-pause", color: unsure },
  failed: { codicon: "error", color: bad },
  died: { codicon: "error", color: bad },
  partial: { codicon: "warning", color: caution },
  succeeded: { codicon: "pass", color: good },
  idle: { codicon: "circle-outline", color: quiet },
  unknown: { codicon: "question", color: unsure },
};

/** Of months: a half circle is under way, an empty one to come. */
export const monthIcons: Readonly<Record<MonthGroup["kind"], RowIcon>> = {
  done: { codicon: "pass", color: good },
  failed: { codicon: "warning", color: caution },
  partly: { codicon: "warning", color: caution },
  unfinished: { codicon: "circle-slash", color: caution },
  "under-way": { codicon: "color-mode", color: "charts.blue" },
  pending: { codicon: "circle-outline", color: quiet },
  skipped: { codicon: "debug-step-over", color: unsure },
};

export const statusIcons: Readonly<Record<Status, RowIcon>> = {
  pass: { codicon: "pass", color: good },
  warn: { codicon: "warning", color: caution },
  fail: { codicon: "error", color: bad },
  unknown: { codicon: "question", color: unsure },
};

export const decisionIcons: Readonly<Record<Decision, RowIcon>> = {
  GO: { codicon: "pass-filled", color: good },
  "NO-GO": { codicon: "circle-slash", color: bad },
  UNDECIDED: { codicon: "question", color: unsure },
};

export const requirementIcons: Readonly<Record<Requirement["state"], RowIcon>> = {
  met: { codicon: "pass", color: good },
  "not-met": { codicon: "error", color: bad },
  "not-measurable": { codicon: "question", color: unsure },
};

export const plainIcons = {
  underWay: { codicon: "color-mode", color: "charts.blue" },
  suspended: { codicon: "debug-pause", color: caution },
  caution: { codicon: "warning", color: caution },
  earlier: { codicon: "history", color: unsure },
  failedDates: { codicon: "warning", color: caution },
  unfinishedDates: { codicon: "circle-slash", color: caution },
  doneDates: { codicon: "pass", color: good },
  pendingDates: { codicon: "circle-outline", color: quiet },
  information: { codicon: "info", color: unsure },
  log: { codicon: "output", color: unsure },
  never: { codicon: "circle-outline", color: quiet },
  problem: { codicon: "error", color: bad },
  running: { codicon: "loading~spin", color: "charts.blue" },
  cohort: { codicon: "dash", color: unsure },
  ready: { codicon: "play-circle", color: good },
  closed: { codicon: "lock", color: unsure },
  outdated: { codicon: "history", color: caution },
} as const satisfies Record<string, RowIcon>;
