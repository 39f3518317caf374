import type { Phase } from "../core/backfills/status";
import { timelineRows } from "../core/report/timelineRows";
import { cell, element, section, table } from "./element";

/** When each step ends, optimistic and conservative; null while nothing runs. */
export function timelineTable(timeline: readonly Phase[], at: string): HTMLElement | null {
  if (timeline.length === 0) return null;
  const rows = timelineRows(timeline, new Date(at)).map(({ step, optimistic, conservative, remark }) => [
    element("td", "", [step]),
    cell(optimistic),
    cell(conservative),
    element("td", "muted", [remark]),
  ]);
  const titles = [
    { title: "Step" },
    { title: "Optimistic", number: true },
    { title: "Conservative", number: true },
    { title: "" },
  ];
  return section("timeline", "Timeline", null, [table(titles, rows)]);
}
