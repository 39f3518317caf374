import type { Status } from "../coverage/validation";
import type { Decision, GateDecision } from "../gate/decision";
import { isOverridden } from "../gate/override";
import { decisionSigns } from "./decisionWords";
import { countText } from "./numbers";
import type { ReportModel } from "./reportModel";
import { statusWords } from "./sentences";

/** The verdict in large letters: the gate's decision, or what the checks say while no gate has decided. */
export type HeadlineText = { readonly tone: Status | "none"; readonly sign: string; readonly text: string };

const decisionTones: Readonly<Record<Decision, Status>> = { GO: "pass", "NO-GO": "fail", UNDECIDED: "unknown" };

const verdictTexts: Readonly<Record<Status, string>> = {
  pass: "Checks pass",
  warn: "Checks pass, with warnings",
  fail: "Checks fail",
  unknown: "Could not measure",
};

export function headlineText({ headline, validation }: ReportModel): HeadlineText {
  if (headline) {
    const { decision } = headline.decision;
    return { tone: decisionTones[decision], sign: decisionSigns[decision], text: decision };
  }
  if (validation === null) return { tone: "none", sign: "○", text: "Nothing validated yet" };
  const { verdict } = validation;
  return { tone: verdict, sign: statusWords[verdict].sign, text: verdictTexts[verdict] };
}

/** What restricts the headline, a sentence each: provisional, outdated, overridden. */
export function headlineRemarks({ headline }: ReportModel): string[] {
  if (!headline) return [];
  const { provisional } = headline.decision;
  return [
    ...(provisional ? ["Provisional: a backfill was writing its tables when this was decided."] : []),
    ...(headline.outdated === null ? [] : [`${headline.outdated} Decide again.`]),
    ...overrideRemark(headline.decision),
  ];
}

function overrideRemark(taken: GateDecision): string[] {
  const { decision, override } = taken;
  if (override === null || decision === "GO") return [];
  if (isOverridden(taken)) return [`Overridden for training: ${override.reason}`];
  return [`The override does not cover everything that blocks now, so it opens nothing: ${override.reason}`];
}

/** The figures of the verdict strip. */
export type Figure = { readonly value: string; readonly label: string };

/** Rows, dates and checks over all tables; empty while nothing was validated. Dates are those of the table that lacks most. */
export function headlineFigures({ validation }: ReportModel): Figure[] {
  if (validation === null) return [];
  const measured = validation.tables.filter((table) => table.rows !== null);
  const rows = measured.reduce((sum, table) => sum + (table.rows ?? 0), 0);
  const checks = validation.tables.flatMap((table) => table.checks);
  const passing = checks.filter(({ status }) => status === "pass").length;
  const [fewest] = [...measured].sort(
    (a, b) => b.dates.missing.length - a.dates.missing.length || (b.rows ?? 0) - (a.rows ?? 0),
  );
  const several = measured.length > 1;
  return [
    ...(measured.length === 0
      ? []
      : [{ value: countText(rows), label: several ? `rows in ${measured.length} tables` : "rows" }]),
    ...(fewest === undefined
      ? []
      : [
          {
            value:
              fewest.dates.expected === null
                ? countText(fewest.dates.present)
                : `${countText(fewest.dates.expected - fewest.dates.missing.length)} / ${countText(fewest.dates.expected)}`,
            label: several ? `dates in ${fewest.name}` : "dates",
          },
        ]),
    { value: `${countText(passing)} / ${countText(checks.length)}`, label: "checks pass" },
  ];
}
