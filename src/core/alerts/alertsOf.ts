import type { Alert } from "./alert";
import { aliveAlerts } from "./aliveAlerts";
import { changedDecisions, decisionAlert, isFollowUp } from "./decisionAlert";
import { endedAlert } from "./endedAlert";
import type { EndedRun, News } from "./news";
import { followUpAlerts, trainingAlert, validatorAlert } from "./otherAlerts";

/** Nobody is told of what happened longer ago. */
export const newsAgeMs = 14 * 86_400_000;

/**
 * Everything since `since` that a person should hear of: what ended, failed, stalled or is late, and decisions that changed. Tells
 * the same each time; whoever tells it on remembers what was told.
 */
export function alertsOf(news: News, since: Date): Alert[] {
  const recent = (at: string): boolean => Date.parse(at) >= since.getTime();
  return [
    ...news.ended.filter(({ endedAt }) => recent(endedAt)).flatMap((run) => runAlert(run, news) ?? []),
    ...aliveAlerts(news),
    ...news.trainings.map(trainingAlert).filter(({ at }) => recent(at)),
    ...changedDecisions(news.decisions)
      .filter((decision) => recent(decision.receipt.at) && !isFollowUp(decision, news.followUps))
      .map(decisionAlert),
    ...followUpAlerts(news).filter(({ at }) => recent(at)),
  ];
}

function runAlert(run: EndedRun, news: News): Alert | null {
  switch (run.kind) {
    case "backfill":
      return endedAlert(run, news);
    case "validator":
      return validatorAlert(run, news);
    case "training":
      // Told when it is judged, which says more.
      return null;
  }
}
