import type { BackfillStatus } from "../backfills/status";
import type { CheckResult, TableResult } from "../coverage/validation";
import type { Blocker, GateDecision } from "../gate/decision";
import type { Action } from "./actions";
import { backfillSentence, isAlive } from "./backfillSentences";
import { quantityText, checkName, checkSentence, toldCohorts } from "./sentences";
import type { Headline, ReportSource } from "./reportModel";

/** One thing that holds the data back: a sentence, a remark on where it comes from, and what can be done. */
export type ReportBlocker = {
  /** `unknown`: it could not be measured, which opens nothing either. `running`: it may mend itself. */
  readonly tone: "fail" | "unknown" | "running";
  readonly id: string;
  /** What the sentence is about, when it begins with it; drawn in bold. */
  readonly subject: string | null;
  readonly sentence: string;
  /** `after_fix 47.0 % · before_fix 0 %`, or null. */
  readonly detail: string | null;
  readonly actions: readonly Action[];
};

const ofValidation: readonly Blocker["kind"][] = ["check", "dates", "freshness", "features", "regression"];

/**
 * What the gate's decision names, while it is up to date. Otherwise what the validation and the backfills say now, and of
 * the decision only what neither of them can tell, such as its validators.
 */
export function reportBlockers(source: ReportSource, headline: Headline): ReportBlocker[] {
  const decision = headline?.decision;
  const decided = (blockers: readonly Blocker[]): ReportBlocker[] =>
    decision ? blockers.map((blocker) => decidedBlocker(blocker, decision, source)) : [];
  if (decision && headline.outdated === null) return decided(decision.blockers);
  const names = source.backfills.map(({ name }) => name);
  const untold = (decision?.blockers ?? []).filter(
    ({ kind, id }) => !ofValidation.includes(kind) && !names.includes(id),
  );
  return [...blockersOfTables(source), ...blockersOfBackfills(source), ...decided(untold)];
}

function blockersOfTables(source: ReportSource): ReportBlocker[] {
  return (source.validation?.tables ?? []).flatMap((table) =>
    table.reason === null
      ? table.checks
          .filter(({ status }) => status === "fail" || status === "unknown")
          .map((check) => checkBlocker(check, checkSentence(check), table, source))
      : [tableBlocker(table, table.reason)],
  );
}

function blockersOfBackfills(source: ReportSource): ReportBlocker[] {
  return source.backfills.flatMap((backfill) => {
    const sentence = backfillSentence(backfill, source.now);
    return sentence === undefined ? [] : [backfillBlocker(backfill, sentence)];
  });
}

function decidedBlocker(blocker: Blocker, decision: GateDecision, source: ReportSource): ReportBlocker {
  for (const table of source.validation?.tables ?? []) {
    const check = table.checks.find(({ id }) => id === blocker.id);
    if (check) return checkBlocker(check, blocker.message, table, source);
  }
  const backfill = source.backfills.find(({ name }) => name === blocker.id);
  if (blocker.kind === "backfill" && backfill) return backfillBlocker(backfill, blocker.message);
  const requirement = decision.requirements.find(({ kind, id }) => kind === blocker.kind && id === blocker.id);
  const unknown = blocker.kind === "error" || requirement?.state === "not-measurable";
  return {
    tone: unknown ? "unknown" : "fail",
    id: blocker.id,
    subject: subjectOf(blocker.message, blocker.id),
    sentence: blocker.message,
    detail: blocker.action === "" ? null : blocker.action,
    actions: [],
  };
}

function checkBlocker(check: CheckResult, sentence: string, table: TableResult, source: ReportSource): ReportBlocker {
  const fillers = source.filledBy[table.name] ?? [];
  const retries = source.backfills.filter(({ name }) => fillers.includes(name)).flatMap(retryOf);
  const detail = toldCohorts(check)
    .map((cohort) => `${cohort.name} ${quantityText(check, cohort)}`)
    .join(" · ");
  return {
    tone: check.status === "unknown" ? "unknown" : "fail",
    id: check.id,
    subject: subjectOf(sentence, checkName(check)),
    sentence,
    detail: detail === "" ? null : detail,
    // Only a hole in the calendar is surely mended by filling dates anew.
    actions: [...(check.metric === "missing_dates" ? retries : []), { kind: "openLocation", location: check.location }],
  };
}

/** A table of which nothing could be measured is told once, not once a check. */
function tableBlocker({ name, checks }: TableResult, reason: string): ReportBlocker {
  const [first] = checks;
  return {
    tone: "unknown",
    id: name,
    subject: name,
    sentence: `${name} could not be measured: ${reason}`,
    detail: null,
    actions: first ? [{ kind: "openLocation", location: first.location }] : [],
  };
}

function backfillBlocker(backfill: BackfillStatus, sentence: string): ReportBlocker {
  const { name, log } = backfill;
  return {
    tone: backfill.state === "unknown" ? "unknown" : backfill.state === "running" ? "running" : "fail",
    id: name,
    subject: subjectOf(sentence, name),
    sentence,
    detail: null,
    actions: [...retryOf(backfill), ...(log === null ? [] : [{ kind: "openLog" as const, backfill: name, log }])],
  };
}

function retryOf(backfill: BackfillStatus): Action[] {
  const dates = backfill.failedDates.length + backfill.unfinishedDates.length;
  return dates === 0 || isAlive(backfill) ? [] : [{ kind: "retryFailedDates", backfill: backfill.name, dates }];
}

function subjectOf(sentence: string, subject: string): string | null {
  return sentence.startsWith(subject) ? subject : null;
}
