import { isDeepStrictEqual } from "node:util";
import { languageFacts, nothingGathered, type Gathered } from "../../app/language/languageFacts";
import type { LanguageFacts } from "../../core/language/facts";
import type { PipelineReading } from "../../core/pipeline/readPipeline";

/** Keeps the facts of the language features, as one object until something of them changes. */
export type FactsKeeper = {
  readonly facts: LanguageFacts;
  readonly gathered: Gathered;
  /** Takes up what is known now, and tells whether that is anything new. */
  take(reading: PipelineReading | null, gathered: Gathered, now: Date): boolean;
};

export function factsKeeper(): FactsKeeper {
  let gathered = nothingGathered;
  let facts: LanguageFacts = languageFacts(null, gathered, new Date(0));
  return {
    get facts() {
      return facts;
    },
    get gathered() {
      return gathered;
    },
    take(reading, newer, now) {
      const next = languageFacts(reading, newer, now);
      // The moment alone is nothing new before the day is another, by which windows move.
      const isSame = isDeepStrictEqual({ ...next, now: dayOf(now) }, { ...facts, now: dayOf(facts.now) });
      const isSameAround = isDeepStrictEqual(newer, gathered);
      if (!isSameAround) gathered = newer;
      if (!isSame) facts = next;
      return !isSame || !isSameAround;
    },
  };
}

function dayOf(moment: Date): string {
  return moment.toISOString().slice(0, 10);
}
