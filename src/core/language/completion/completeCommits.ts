import { agoText } from "../../report/times";
import { markdownText } from "../../report/markdownText";
import type { LanguageFacts } from "../facts";
import type { Place } from "../place/placeAt";
import { plainCompletion, type Completion } from "./completion";
import { withBlank } from "./keyCompletion";

/** How many characters of a hash are written. */
const shortHash = 10;

/** The latest commits, newest first. They are found by their subject as well as by their hash. */
export function completeCommits(place: Place, { commits, now }: LanguageFacts): Completion[] {
  return commits.map(({ hash, at, subject }) => {
    const short = hash.slice(0, shortHash);
    // A hash of digits alone would be a number, and lose zeros at its front.
    const written = /^[\d.e+]*$/i.test(short) ? JSON.stringify(short) : short;
    return plainCompletion(short, "commit", {
      detail: `${subject} · ${agoText(at, now)}`,
      about: markdownText(subject),
      filter: `${short} ${subject}`,
      insert: place.style === "quoted" ? short : withBlank(place, written),
    });
  });
}
