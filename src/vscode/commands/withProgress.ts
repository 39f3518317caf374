import * as vscode from "vscode";
import type { Report } from "../../app/workspace";

/** Runs long work under a notification that shows how far it is and can be cancelled. */
export function withProgress<T>(title: string, work: (signal: AbortSignal, report: Report) => Promise<T>): Thenable<T> {
  const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
  return vscode.window.withProgress(options, async (progress, token) => {
    const abort = new AbortController();
    const cancellation = token.onCancellationRequested(() => abort.abort());
    let reported = 0;
    const report: Report = (message, fraction) => {
      const increment = fraction === undefined ? undefined : Math.max(0, fraction * 100 - reported);
      reported += increment ?? 0;
      progress.report({ message, ...(increment === undefined ? {} : { increment }) });
    };
    try {
      return await work(abort.signal, report);
    } finally {
      cancellation.dispose();
    }
  });
}
