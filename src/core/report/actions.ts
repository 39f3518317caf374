import type { SourceLocation } from "../diagnostic";
import { countedText } from "./numbers";

/** Something the report offers to do. The editor does it; a report without an editor names the command line that would. */
export type Action =
  | { readonly kind: "validate" }
  | { readonly kind: "decideGate"; readonly gate: string }
  | { readonly kind: "retryFailedDates"; readonly backfill: string; readonly dates: number }
  | { readonly kind: "openLog"; readonly backfill: string; readonly log: string }
  | { readonly kind: "openLocation"; readonly location: SourceLocation }
  | { readonly kind: "train"; readonly training: string };

/** What the action's button says. */
export function actionLabel(action: Action): string {
  switch (action.kind) {
    case "validate":
      return "Validate";
    case "decideGate":
      return "Decide Gate";
    case "retryFailedDates":
      return `Retry ${countedText(action.dates, "Date")}`;
    case "openLog":
      return "Log";
    case "openLocation":
      return `Line ${action.location.line}`;
    case "train":
      return "Train";
  }
}

/** The same in a terminal, or where to look: `headgate retry airport_day`, `config/thresholds.yaml:14`. */
export function actionCommand(action: Action): string {
  switch (action.kind) {
    case "validate":
      return "headgate validate";
    case "decideGate":
      return `headgate gate ${action.gate}`;
    case "retryFailedDates":
      return `headgate retry ${action.backfill}`;
    case "openLog":
      return action.log;
    case "openLocation":
      return `${action.location.file}:${action.location.line}`;
    case "train":
      return `headgate train ${action.training}`;
  }
}
