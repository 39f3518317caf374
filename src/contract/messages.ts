import * as z from "zod";
import type { ReportModel } from "../core/report/reportModel";

/** What the editor tells the report. */
export type HostMessage =
  | { readonly kind: "report"; readonly report: ReportModel }
  /** The report could not be made; the last one stays visible below the reason. */
  | { readonly kind: "failed"; readonly message: string }
  /** Something is being measured; null when it is over. */
  | { readonly kind: "working"; readonly message: string | null };

const name = z.string().min(1).max(500);
const lineOrColumn = z.int().min(1);

const webviewMessage = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("ready") }),
  z.strictObject({ kind: z.literal("validate") }),
  z.strictObject({ kind: z.literal("decideGate"), gate: name }),
  z.strictObject({ kind: z.literal("retryFailedDates"), backfill: name, dates: z.int().min(1) }),
  z.strictObject({ kind: z.literal("openLog"), backfill: name, log: z.string().min(1).max(4096) }),
  z.strictObject({
    kind: z.literal("openLocation"),
    location: z.strictObject({ file: z.string().min(1).max(4096), line: lineOrColumn, column: lineOrColumn }),
  }),
  z.strictObject({ kind: z.literal("train"), training: name }),
]);

/** What the report asks of the editor: that it is ready to draw, or one of its actions (`core/report/actions.ts`). */
export type WebviewMessage = z.infer<typeof webviewMessage>;

/**
 * Reads a message that came from the webview. Names and paths in it are data: look them up, never run or open them unseen.
 * @returns undefined for anything that is not exactly one of the messages
 */
export function parseWebviewMessage(message: unknown): WebviewMessage | undefined {
  const parsed = webviewMessage.safeParse(message);
  return parsed.success ? parsed.data : undefined;
}
