import { RE2JS } from "re2js";
import { didYouMean, nearest } from "../nearest";
import type { LogEvent } from "./recipeSchema";

type Groups = {
  readonly known: readonly string[];
  /** At least one of these lists must be there as a whole; none: the line itself is enough. */
  readonly needed: readonly (readonly string[])[];
};

const ended: Groups = { known: ["date", "item", "records", "reason", "total"], needed: [] };

/** The groups that each event reads from its line. */
const groupsOf: Readonly<Record<LogEvent, Groups>> = {
  start: { known: ["total", "workers"], needed: [] },
  announce: { known: ["total", "workers", "from", "to"], needed: [["total"], ["workers"], ["from", "to"]] },
  current: { known: ["date", "item", "index", "total"], needed: [["date"], ["item"]] },
  succeeded: ended,
  failed: ended,
  skipped: { known: ["date", "item", "total"], needed: [["date"], ["item"]] },
  reason: { known: ["date", "item", "reason"], needed: [["reason"]] },
  progress: {
    known: ["done", "total", "days", "percent", "elapsed", "left", "name"],
    needed: [["done"], ["percent"], ["days"]],
  },
  metric: { known: ["round", "metrics", "name", "value"], needed: [["metrics"], ["name", "value"]] },
  summary: { known: ["succeeded", "failed", "skipped", "warned", "total"], needed: [] },
  totals: { known: ["succeeded", "failed"], needed: [["succeeded"], ["failed"]] },
  finished: { known: ["reason"], needed: [] },
  fatal: { known: ["reason"], needed: [] },
};

/** What is wrong with the groups of a rule's pattern; null when nothing is, or when it is no pattern at all. */
export function ruleProblem(event: LogEvent, pattern: string): string | null {
  const names = groupNames(pattern);
  if (names === null) return null;
  const { known, needed } = groupsOf[event];
  const unknown = names.find((name) => !known.includes(name));
  if (unknown !== undefined) {
    const hint =
      didYouMean(nearest(unknown, known)) ?? (known.length > 0 ? `It reads ${known.join(", ")}.` : "It reads none.");
    return `has a group named ${unknown}, which ${event} does not read. ${hint}`;
  }
  if (needed.length === 0 || needed.some((list) => list.every((name) => names.includes(name)))) return null;
  return `must have a group named ${needed.map((list) => list.join(" and ")).join(", or ")}: write (?P<${needed[0]?.[0] ?? ""}>…).`;
}

/** Parts of a time that stand apart from each other; `epoch` is seconds or milliseconds since 1970. */
const timeParts = ["year", "month", "day", "hour", "minute", "second", "meridiem", "epoch"];
const recordGroups = ["time", ...timeParts, "zone", "level"];

/** What is wrong with the groups of `record`; null when nothing is, or when it is no pattern at all. */
export function timeProblem(pattern: string): string | null {
  const names = groupNames(pattern);
  if (names === null) return null;
  const unknown = names.find((name) => !recordGroups.includes(name));
  if (unknown !== undefined) {
    const hint = didYouMean(nearest(unknown, recordGroups)) ?? `It reads ${recordGroups.join(", ")}.`;
    return `has a group named ${unknown}, which record does not read. ${hint}`;
  }
  const tells =
    ["time", "epoch"].some((name) => names.includes(name)) || ["hour", "minute"].every((name) => names.includes(name));
  return tells ? null : "must have a group named time.";
}

function groupNames(pattern: string): string[] | null {
  try {
    return Object.keys(RE2JS.compile(pattern).namedGroups());
  } catch {
    return null;
  }
}
