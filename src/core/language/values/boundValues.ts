import type { Check } from "../../coverage/check";
import type { CheckResult, TableResult, Validation } from "../../coverage/validation";
import type { SourceRange } from "../../diagnostic";
import { backfillWords, doneText } from "../../report/backfillSentences";
import { countedText } from "../../report/numbers";
import { distanceText, observedText, statusWords } from "../../report/sentences";
import { agoText, durationText } from "../../report/times";
import { knownSection, type KnownSection } from "../../thresholds/knownSection";
import type { BackfillRequirement, Section } from "../../thresholds/thresholds";
import { checkId } from "../../thresholds/resolveSection";
import { crowdedLines, valuePlace, type Place } from "./boundPlaces";
import { noFacts } from "../facts";
import {
  fillingBackfills,
  measuredAtOf,
  measuredBound,
  partOfWindow,
  tableOf,
  whyOld,
  type ValueFacts,
} from "./valueFacts";
import { requirementTooltip, valueTooltip } from "./valueTooltip";

/** What was last observed at a bound, to be shown beside it. */
export type BoundValue = {
  /** The check's id; of a requirement `section.key`. */
  readonly id: string;
  readonly place: Place;
  /** Where the bound begins. */
  readonly range: SourceRange;
  /** How it stands to its bound; a ring while nothing is known, or nothing that still holds. Never shown without the text. */
  readonly sign: string;
  /** `91.2 % · 1,412 rows still need a value · 12 min ago`. */
  readonly text: string;
  /** False for what was measured before something changed; the text says so too. */
  readonly current: boolean;
  /** The whole story, put together when it is asked for: Markdown without commands; data in it is escaped. */
  readonly tooltip: () => string;
};

/**
 * The values at the bounds and requirements of a section, where it stands in the text now. A bound is known by its name and
 * meaning, never by the line it was measured at; what cannot be read or resolved has no value.
 * @param lines of the whole text
 */
export function boundValues(file: string, section: Section, lines: readonly string[], facts: ValueFacts): BoundValue[] {
  const known = knownSection(section, file, { ...noFacts, ...facts });
  const table = tableOf(section.name, facts);
  const ids = section.bounds.map((bound) => checkId(section.name, bound));
  const crowded = crowdedLines(section);
  const ofBounds = section.bounds.flatMap((bound, index): BoundValue[] => {
    const id = ids[index] ?? "";
    const check = known.resolved.checks.find((one) => one.id === id);
    // Of two that have the same name, it cannot be told which one was measured.
    if (!check || ids.indexOf(id) !== ids.lastIndexOf(id) || !table || !facts.validation) return [];
    const place = valuePlace({ range: bound.range, ends: [bound.failRange, bound.warnRange] }, lines, crowded);
    const told = toldValue(check, { known, table, validation: facts.validation, facts });
    return [{ id, place, range: bound.range, ...told }];
  });
  const ofRequirements = section.requirements.flatMap((requirement) => {
    const place = valuePlace({ range: requirement.range, ends: [] }, lines, crowded);
    const told = requirementValue(section.name, requirement, facts);
    return told === null
      ? []
      : [{ id: `${section.name}.${requirement.key}`, place, range: requirement.range, ...told }];
  });
  return [...ofBounds, ...ofRequirements];
}

type Measured = {
  readonly known: KnownSection;
  readonly table: TableResult;
  readonly validation: Validation;
  readonly facts: ValueFacts;
};
/** Nothing is known that holds now. */
const ring = "○";

type Told = Pick<BoundValue, "sign" | "text" | "current" | "tooltip">;

function toldValue(check: Check, measured: Measured): Told {
  const { known, table, validation, facts } = measured;
  const found = measuredBound(check, table);
  const at = measuredAtOf(table, validation);
  const ago = agoText(at, facts.now);
  const part = partOfWindow(known, table, facts);
  const old = found.kind === "other" ? "measured before this edit" : whyOld(known, table, facts);
  const tooltip = (): string => valueTooltip(check, found, { table, at, now: facts.now, old, part });
  if (found.kind === "nothing") return { sign: ring, text: "not measured yet", current: false, tooltip };
  if (found.kind === "other") return { sign: ring, text: "measured before this edit", current: false, tooltip };
  const { result } = found;
  if (result.status === "unknown") {
    const text = `could not measure: ${shortened(result.reason ?? table.reason ?? "no reason given")}`;
    const { sign } = statusWords.unknown;
    return { sign, text: joined(text, ago, old), current: old === null, tooltip };
  }
  const observed = shortText(result);
  if (old !== null) return { sign: ring, text: joined(`was ${observed}`, part, ago, old), current: false, tooltip };
  const distance = result.status === "pass" ? null : distanceText(result);
  const verdict = result.status === "warn" ? "warns" : result.status === "fail" && distance === "" ? "fails" : null;
  const { sign } = statusWords[result.status];
  return { sign, text: joined(observed, verdict, distance, part, ago), current: true, tooltip };
}

/** `91.2 %`, `16,000`, `2 dates`. */
function shortText(result: CheckResult): string {
  if (result.observed === null) return "no rows";
  return result.unit === "dates" ? countedText(result.observed, "date") : observedText(result);
}

/** The latest state of the backfills that a requirement asks of; null where none was seen to run. */
function requirementValue(section: string, { key }: BackfillRequirement, facts: ValueFacts): Told | null {
  const seen = fillingBackfills(section, facts).filter(({ state }) => state !== "idle");
  if (seen.length === 0) return null;
  const texts = seen.map((status) => {
    const name = seen.length > 1 ? status.name : null;
    const what =
      key === "timeout_hours"
        ? status.elapsedMs === null
          ? null
          : `took ${durationText(status.elapsedMs)}`
        : `${doneText(status)} dates`;
    const started = status.startedAt === null ? null : `started ${agoText(status.startedAt, facts.now)}`;
    return joined(name, what, backfillWords[status.state].word, started);
  });
  const worst = seen.find(({ state }) => ["failed", "died", "stalled", "partial"].includes(state)) ?? seen[0];
  const sign = worst ? backfillWords[worst.state].sign : ring;
  return { sign, text: texts.join("; "), current: true, tooltip: () => requirementTooltip(seen, facts.now) };
}

function joined(...parts: readonly (string | null)[]): string {
  return parts.filter((part) => part !== null && part !== "").join(" · ");
}

const mostCharacters = 60;

/** The first sentence, as far as it fits beside a line. */
function shortened(reason: string): string {
  const [sentence = reason] = reason.split(/(?<=[.!?])\s|\n/);
  const text = sentence.replace(/[.]$/, "");
  return text.length <= mostCharacters ? text : `${text.slice(0, mostCharacters).trimEnd()}…`;
}
