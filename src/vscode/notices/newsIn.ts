import { newsFrom } from "../../app/alerts/newsOf";
import type { News } from "../../core/alerts/news";
import type { OpenState } from "../session";

/** What alerts are made of, as the window knows it; null while its first look is not complete. */
export function newsIn({ workspace, facts }: OpenState, now: Date): News | null {
  if (facts.snapshot === null || !facts.isRead) return null;
  return newsFrom(workspace, facts.snapshot.backfills, facts, now);
}
