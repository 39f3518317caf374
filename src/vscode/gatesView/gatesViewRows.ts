import type { Row } from "../rows/row";
import type { SessionState } from "../session";
import { gateRows } from "./gateRows";

/** What the view Gates shows; nothing where its welcome text has the word. */
export function gatesViewRows(state: SessionState, now: Date): Row[] {
  return state.kind === "open" ? gateRows(state.workspace.pipeline, state.facts, now) : [];
}
