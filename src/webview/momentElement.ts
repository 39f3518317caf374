import { agoText, fullMomentText, momentText } from "../core/report/times";
import { element } from "./element";

/** `15:44`, local, with the whole moment and its zone on hover. */
export function momentElement(instant: string, now: Date): HTMLTimeElement {
  return element("time", "", [momentText(instant, now)], { datetime: instant, title: fullMomentText(instant) });
}

/** `4 min ago`; kept true by `refreshAgo`. */
export function agoElement(instant: string, now: Date): HTMLTimeElement {
  return element("time", "ago", [agoText(instant, now)], { datetime: instant, title: fullMomentText(instant) });
}

/** Brings every "4 min ago" on the page up to date. */
export function refreshAgo(root: ParentNode, now: Date): void {
  for (const time of root.querySelectorAll<HTMLTimeElement>("time.ago")) time.textContent = agoText(time.dateTime, now);
}
