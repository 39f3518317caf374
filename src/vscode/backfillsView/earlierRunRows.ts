import type { BackfillStatus, EarlierRun } from "../../core/backfills/status";
import { countedText, countText } from "../../core/report/numbers";
import { durationText, momentText } from "../../core/report/times";
import { backfillIcons, plainIcons } from "../rows/icons";
import type { Row } from "../rows/row";

/** The runs before this one, collapsed: when each was, how it ended, and its log. */
export function earlierRunRows({ name, earlierRuns }: BackfillStatus, id: string, now: Date): Row[] {
  if (earlierRuns.length === 0) return [];
  return [
    {
      id: `${id} earlier runs`,
      label: "earlier runs",
      description: countedText(earlierRuns.length, "run"),
      icon: plainIcons.earlier,
      context: "fact",
      children: earlierRuns.map((run) => earlierRunRow(name, id, run, now)),
    },
  ];
}

function earlierRunRow(name: string, id: string, run: EarlierRun, now: Date): Row {
  const { startedAt, endedAt, state, done, failed, unfinished, exitCode, log } = run;
  const counts = [
    state === "failed" && exitCode !== null ? `failed with exit code ${exitCode}` : state,
    done === 0 ? "" : `${countedText(done, "date")} done`,
    failed === 0 ? "" : `${countText(failed)} failed`,
    unfinished === 0 ? "" : `${countText(unfinished)} unfinished`,
  ];
  const took = endedAt === null ? "" : ` · took ${durationText(Date.parse(endedAt) - Date.parse(startedAt))}`;
  const row: Row = {
    id: `${id} run ${startedAt}`,
    label: momentText(startedAt, now),
    description: `${counts.filter((part) => part !== "").join(", ")}${took}`,
    icon: backfillIcons[state],
    context: "run",
  };
  if (log === null) return row;
  return { ...row, context: "run log", subject: { kind: "backfill", name, log }, opensLog: true };
}
