import type { ReportBlocker } from "../core/report/reportBlockers";
import { inlineAction, type Perform } from "./actionButton";
import { element, section } from "./element";
import { icon, type IconName } from "./icons";

const labels: Readonly<Record<ReportBlocker["tone"], string>> = {
  fail: "not met",
  unknown: "could not be measured",
  running: "running",
};

/** What holds the gate back, one line each with what can be done; null when nothing does. */
export function blockerList(blockers: readonly ReportBlocker[], perform: Perform): HTMLElement | null {
  if (blockers.length === 0) return null;
  const items = blockers.map((blocker) => {
    const name: IconName = blocker.tone;
    const actions = blocker.actions.map((action) => inlineAction(action, perform));
    return element("li", "blocker", [
      icon(name, labels[blocker.tone]),
      element("p", "", [
        ...sentenceParts(blocker),
        blocker.detail === null ? null : element("span", "muted detail", [blocker.detail]),
      ]),
      element("div", "actions", actions),
    ]);
  });
  return section("blockers", "What holds it back", null, [element("ul", "", items)]);
}

function sentenceParts({ subject, sentence }: ReportBlocker): (HTMLElement | string)[] {
  if (subject === null || !sentence.startsWith(subject)) return [sentence];
  return [element("strong", "", [subject]), sentence.slice(subject.length)];
}
