import type { Alert } from "../alerts/alert";
import type { Change } from "../alerts/changes";
import { painted, plain, type Colour } from "./textLayout";
import { fullMomentText } from "./times";

/** The lines of `headgate watch`: when, what about, what. What comes from logs and names is made plain. */

/** `2026-01-04 16:04:12  days  running: 40 of 944 dates, ends 16:40–16:55`. */
export function changeLine({ at, backfill, text }: Change, color: boolean, timeZone?: string): string {
  return `${momentCell(at, color, timeZone)}  ${plain(backfill)}  ${plain(text)}`;
}

const signs = { information: "✓", warning: "⚠", error: "✕" } as const;
const colours: Readonly<Record<Alert["severity"], Colour>> = { information: "green", warning: "yellow", error: "red" };

/** `2026-01-04 16:04:12  ✕ days died. …`; `now` is when it is told, since what it tells of may have happened before. */
export function alertLine({ severity, message, details }: Alert, now: Date, color: boolean, timeZone?: string): string {
  const said = plain([message, ...details].join(" "));
  return `${momentCell(now.toISOString(), color, timeZone)}  ${painted(signs[severity], colours[severity], color)} ${said}`;
}

function momentCell(at: string, color: boolean, timeZone?: string): string {
  return painted(fullMomentText(at, timeZone).slice(0, "2026-01-04 16:04:12".length), "dim", color);
}
