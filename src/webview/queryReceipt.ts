import type { ReportModel } from "../core/report/reportModel";
import { bytesText, countedText } from "../core/report/numbers";
import { durationText, fullMomentText } from "../core/report/times";
import { element } from "./element";

/** The foot of the report: what was asked of the warehouse, when, and by which file and commit it was judged. */
export function queryReceipt({ validation, gates, at }: ReportModel): HTMLElement {
  const lines = [
    ...(validation === null
      ? []
      : [
          `${validation.window.start}…${validation.window.end} · data as of ${fullMomentText(validation.startedAt)}`,
          ...validation.tables.map(({ name, table, scan }) =>
            [
              `${name} (${table})`,
              countedText(scan.statements, "statement"),
              ...(scan.bytesProcessed > 0 ? [`${bytesText(scan.bytesProcessed)} scanned`] : []),
              ...(scan.bytesBilled > 0 ? [`${bytesText(scan.bytesBilled)} billed`] : []),
              ...(scan.cached ? ["from the warehouse's cache"] : []),
              durationText(scan.durationMs),
            ].join(" · "),
          ),
        ]),
    ...gates.map(({ decision: { gate, receipt } }) =>
      [
        `${gate}: receipt ${receipt.id}`,
        `thresholds ${receipt.thresholdsHash.replace("sha256:", "").slice(0, 8)}`,
        ...(receipt.git === null ? [] : [`commit ${receipt.git.slice(0, 8)}${receipt.dirty ? " with changes" : ""}`]),
      ].join(" · "),
    ),
    `Report of ${fullMomentText(at)}`,
  ];
  return element(
    "footer",
    "receipt",
    lines.map((line) => element("p", "", [line])),
  );
}
