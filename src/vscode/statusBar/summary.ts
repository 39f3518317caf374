import type { BackfillStatus } from "../../core/backfills/status";
import { worstOf } from "../../core/coverage/validation";
import type { Decision } from "../../core/gate/decision";
import type { Pipeline } from "../../core/pipeline/pipeline";
import { etaText } from "../../core/report/times";
import { needsPerson, backfillDescription, progressText, urgentFirst } from "../backfillsView/backfillRows";
import { checksVerdict } from "../../core/report/checksVerdict";
import { tableStatus } from "../checksView/checkRows";
import { latestDecision, type Facts } from "../facts";
import { gateDescription, outdatedText } from "../gatesView/gateRows";
import { tooltipText, tooltip } from "../rows/tooltip";

/** What the status bar says of an opened workspace. */
export type Summary = {
  /** With codicons, `$(sync~spin) airport_day 63 % · 16:04–16:12 · NO-GO`. */
  readonly text: string;
  /** The same for ears. */
  readonly spoken: string;
  readonly tooltip: string;
  readonly background: "error" | "warning" | null;
};

export function summaryOf(pipeline: Pipeline, facts: Facts, now: Date): Summary {
  const backfill = backfillParts(facts, now);
  const parts = [...backfill, ...decisionParts(pipeline, facts, backfill.length > 0)];
  const shown = parts.length > 0 ? parts : [checksPart(facts)];
  return {
    text: shown.map(({ icon, text }) => `${icon === "" ? "" : `$(${icon}) `}${text}`).join(" · "),
    spoken: `Headgate: ${shown.map(({ spoken }) => spoken).join(", ")}`,
    tooltip: summaryTooltip(pipeline, facts, now),
    background: backgroundOf(facts),
  };
}

type Part = { readonly icon: string; readonly text: string; readonly spoken: string };

/** The backfill that runs, and what needs a person: the colour of the background is never without its reason. */
function backfillParts(facts: Facts, now: Date): Part[] {
  const backfills = urgentFirst(facts.snapshot?.backfills ?? []);
  const running = backfills.find((status) => status.state === "running");
  const [urgent, ...more] = backfills.filter(needsPerson);
  const parts = running ? [runningPart(running, now)] : [];
  if (!urgent) return parts;
  const icon = urgent.state === "partial" || urgent.state === "stalled" ? "warning" : "error";
  const text = `${urgent.name} ${urgent.state}${more.length === 0 ? "" : ` and ${more.length} more`}`;
  return [...parts, { icon, text, spoken: text }];
}

function runningPart(status: BackfillStatus, now: Date): Part {
  const progress = progressText(status);
  const name = progress === null ? status.name : `${status.name} ${progress}`;
  if (status.suspended)
    return { icon: "debug-pause", text: `${name} suspended`, spoken: `${status.name} suspended, ${progress ?? ""}` };
  const text = status.eta ? `${name} · ${etaText(status.eta, now)}` : name;
  return { icon: "loading~spin", text, spoken: `${status.name} running, ${progress ?? ""}` };
}

const decisionSigns: Readonly<Record<Decision, string>> = {
  GO: "pass",
  "NO-GO": "circle-slash",
  UNDECIDED: "question",
};

function decisionParts(pipeline: Pipeline, facts: Facts, besideBackfill: boolean): Part[] {
  const gates = Object.keys(pipeline.gates);
  return gates.flatMap((gate) => {
    const latest = latestDecision(facts.decisions, gate);
    if (!latest) return [];
    // A GO on data that changed since must not pass for one on the data that is there.
    const isOld = latest.decision === "GO" && outdatedText(latest, facts) !== null;
    const told = isOld ? "GO, out of date" : latest.decision;
    // One gate beside a backfill needs no name; a bare "GO" among the items of other extensions would be a riddle.
    const text = gates.length === 1 && besideBackfill ? told : `${gate} ${told}`;
    return [{ icon: isOld ? "history" : decisionSigns[latest.decision], text, spoken: `gate ${gate} ${told}` }];
  });
}

function checksPart({ validation }: Facts): Part {
  if (!validation) return { icon: "pulse", text: "Headgate", spoken: "nothing measured yet" };
  const checks = validation.tables.flatMap((table) => table.checks);
  const text = `checks: ${checksVerdict(checks)}`;
  const icons = { pass: "pass", warn: "warning", fail: "error", unknown: "question" } as const;
  return { icon: icons[worstOf(validation.tables.map(tableStatus))], text, spoken: text };
}

/** Only for what needs a person now: a run that broke is red, dates left to retry are yellow. A closed gate alone is no alarm. */
function backgroundOf(facts: Facts): Summary["background"] {
  const backfills = facts.snapshot?.backfills ?? [];
  if (backfills.some((status) => status.state === "died" || status.state === "failed")) return "error";
  return backfills.some(needsPerson) || facts.snapshotProblem ? "warning" : null;
}

/** The three views in brief. */
function summaryTooltip(pipeline: Pipeline, facts: Facts, now: Date): string {
  const backfills = urgentFirst(facts.snapshot?.backfills ?? []).map(
    (status) =>
      `${tooltipText(status.name)}: ${status.state === "running" ? "running, " : ""}${tooltipText(backfillDescription(status, now))}`,
  );
  const tables = (facts.validation?.tables ?? []).map(
    (table) =>
      `${tooltipText(table.name)}: ${table.reason === null ? checksVerdict(table.checks) : "could not be measured"}`,
  );
  const gates = Object.keys(pipeline.gates).map((gate) => {
    const decision = latestDecision(facts.decisions, gate);
    return `${tooltipText(gate)}: ${decision ? gateDescription(decision, facts, now) : "not decided yet"}`;
  });
  return tooltip(
    section("Backfills", backfills),
    section("Checks", tables.length > 0 ? tables : ["not validated yet"]),
    section("Gates", gates),
    "Click for what makes sense next.",
  );
}

function section(title: string, lines: readonly string[]): string | null {
  return lines.length === 0 ? null : [`**${title}**`, ...lines].join("  \n");
}

/** How many things need a person: the number on the activity bar. */
export function attentionCount(pipeline: Pipeline, facts: Facts): number {
  const backfills = (facts.snapshot?.backfills ?? []).filter(needsPerson).length;
  const tables = (facts.validation?.tables ?? []).filter((table) =>
    ["fail", "unknown"].includes(tableStatus(table)),
  ).length;
  const gates = Object.keys(pipeline.gates).filter((gate) => {
    const decision = latestDecision(facts.decisions, gate)?.decision;
    return decision === "NO-GO" || decision === "UNDECIDED";
  }).length;
  return backfills + tables + gates;
}
