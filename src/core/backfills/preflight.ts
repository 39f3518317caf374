import { addDays, addMonths, type CalendarDate, type Window } from "../calendar";
import { bytesText, countedText } from "../report/numbers";
import { datesText } from "../report/times";
import type { BackfillStatus } from "./status";

/** What is looked at before something starts. */
export type FindingKind = "conflict" | "dependency" | "source" | "window" | "code" | "space";

/** Something that was found before a start. What blocks refuses it, unless a person forces it with a reason. */
export type Finding = {
  readonly kind: FindingKind;
  readonly severity: "blocks" | "warns";
  readonly message: string;
};

/** Whether the backfills that come before have ended well. Those that run are a conflict, which is looked at elsewhere. */
export function dependencyFindings(name: string, earlier: readonly BackfillStatus[]): Finding[] {
  return earlier.flatMap((row): Finding[] => {
    const told = dependencyText(name, row);
    if (told === null) return [];
    const severity = row.state === "failed" || row.state === "died" ? "blocks" : "warns";
    return [{ kind: "dependency", severity, message: told }];
  });
}

function dependencyText(
  name: string,
  { name: earlier, state, failedDates, unfinishedDates }: BackfillStatus,
): string | null {
  const comes = `${name} comes after ${earlier}`;
  const open = [...new Set([...failedDates, ...unfinishedDates])].sort();
  const left =
    open.length > 0 ? ` with ${countedText(open.length, "date")} failed or unfinished (${datesText(open, 5)})` : "";
  switch (state) {
    case "failed":
      return `${comes}, which failed${left}; retry it first (headgate retry ${earlier}), or force it with a reason.`;
    case "died":
      return `${comes}, which died before its end${left}; retry it first (headgate retry ${earlier}), or force it with a reason.`;
    case "partial":
      return `${comes}, which ended${left === "" ? " without all of its dates" : left}; retry them with headgate retry ${earlier}.`;
    case "idle":
      return `${comes}, which was never seen to run; make sure that its tables are filled.`;
    case "waiting":
    case "unknown":
      return `${comes}, and whether that has ended well could not be told; look at it with headgate status.`;
    case "running":
    case "stalled":
    case "succeeded":
      return null;
  }
}

/** A window of more years than this is more often a slip of the keyboard than a wish. */
const manyYears = 10;

/**
 * Whether the dates that are to be filled make sense.
 * @param dates ascending; null where they are not known, and then there is nothing to say
 * @param window as `headgate.yaml` has it now, where the command is given one
 */
export function windowFindings(
  dates: readonly CalendarDate[] | null,
  window: Window | null,
  today: CalendarDate,
): Finding[] {
  if (window !== null && window.end < window.start)
    return [
      windowFinding(
        "blocks",
        `The window is empty: it ends (${window.end}) before it starts (${window.start}); correct window: in headgate.yaml.`,
      ),
    ];
  const [first] = dates ?? [];
  const last = dates?.at(-1);
  if (first === undefined || last === undefined) return [];
  if (first > today)
    return [
      windowFinding(
        "blocks",
        `All of its dates are in the future: it would start with ${first}, and today is ${today}; correct window: in headgate.yaml.`,
      ),
    ];
  const ahead = (dates ?? []).filter((date) => date > today).length;
  const findings: Finding[] = [];
  if (ahead > 0)
    findings.push(
      windowFinding(
        "warns",
        `${countedText(ahead, "date")} of ${dates?.length ?? 0} are in the future (${addDays(today, 1)} to ${last}).`,
      ),
    );
  if (addMonths(first, 12 * manyYears) <= last)
    findings.push(
      windowFinding(
        "warns",
        `It would fill ${countedText(dates?.length ?? 0, "date")}, from ${first} to ${last}: more than ${manyYears} years. Make sure that this is meant.`,
      ),
    );
  return findings;
}

function windowFinding(severity: Finding["severity"], message: string): Finding {
  return { kind: "window", severity, message };
}

/** Whether what runs is what is committed: rows are told apart by the code that wrote them. */
export function codeFindings(
  files: readonly { readonly path: string; readonly state: "changed" | "new" }[],
): Finding[] {
  return files.map(({ path, state }) => ({
    kind: "code",
    severity: "warns",
    message:
      state === "new"
        ? `${path} is not in git: nobody will be able to tell which code wrote these rows. Commit it first.`
        : `${path} has changes that are not committed: nobody will be able to tell which code wrote these rows. Commit it first.`,
  }));
}

/** Less than this, and a log alone may fill the disk. */
export const leastBytes = 100e6;
/** Less than this is told. */
export const fewBytes = 1e9;

/** Whether there is room for what is written on this machine: the log, and tables that are files. */
export function spaceFindings(
  places: readonly { readonly what: string; readonly freeBytes: number | null }[],
): Finding[] {
  return places.flatMap(({ what, freeBytes }): Finding[] => {
    if (freeBytes === null || freeBytes >= fewBytes) return [];
    const message = `Only ${bytesText(freeBytes)} are free where ${what} is written; free some space first.`;
    return [{ kind: "space", severity: freeBytes < leastBytes ? "blocks" : "warns", message }];
  });
}

/** A table that is read, as it was found. */
export type SourceTable = {
  readonly section: string;
  /** Named under `reads:`, and not only supposed to be read since a backfill before fills it. */
  readonly declared: boolean;
  /** Why it is not there or could not be looked at; null when it is there. */
  readonly trouble: { readonly missing: boolean; readonly reason: string } | null;
  /** Expected dates that it lacked when it was last measured, and when that was; null where that is not known. */
  readonly lacks: { readonly dates: readonly CalendarDate[]; readonly at: string } | null;
};

/** Whether what it reads is there, with the dates that it is to fill. */
export function sourceFindings(
  name: string,
  tables: readonly SourceTable[],
  dates: readonly CalendarDate[] | null,
): Finding[] {
  return tables.flatMap(({ section, declared, trouble, lacks }): Finding[] => {
    if (trouble !== null)
      return [
        {
          kind: "source",
          severity: trouble.missing && declared ? "blocks" : "warns",
          message: trouble.missing
            ? `${section}, which ${name} reads, is not there: ${trouble.reason}`
            : `Whether ${section}, which ${name} reads, is there could not be told: ${trouble.reason}`,
        },
      ];
    const asked = dates && new Set(dates);
    const missing = lacks?.dates.filter((date) => asked === null || asked.has(date)) ?? [];
    if (lacks === null || missing.length === 0) return [];
    const message = `${section}, which ${name} reads, lacked ${countedText(missing.length, "expected date")} when it was last validated (${lacks.at.slice(0, 16).replace("T", " ")} UTC): ${datesText(missing, 5)}.`;
    return [{ kind: "source", severity: "warns", message }];
  });
}
