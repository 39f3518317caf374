import { mechanicsOf } from "../../app/workspace";
import type { Row } from "../rows/row";
import type { SessionState } from "../session";
import { checkRows, unmeasuredRows } from "./checkRows";

/** What the view Checks shows; nothing where its welcome text has the word. */
export function checksViewRows(state: SessionState, now: Date): Row[] {
  if (state.kind !== "open") return [];
  const { workspace, facts } = state;
  if (!facts.validation) return [];
  const measurable = workspace.thresholds.sections.filter(
    (section) => mechanicsOf(workspace, section).table !== "none",
  );
  return [
    ...checkRows(facts.validation, now),
    ...unmeasuredRows(
      measurable.map((section) => section.name),
      facts.validation,
    ),
  ];
}
