import "./styles/theme.css";
import "./styles/base.css";
import "./styles/verdict.css";
import "./styles/coverage.css";
import "./styles/dates.css";
import "./styles/tables.css";
import "./styles/narrow.css";
import type { HostMessage, WebviewMessage } from "../contract/messages";
import type { ReportModel } from "../core/report/reportModel";
import type { Perform } from "./actionButton";
import { refreshAgo } from "./momentElement";
import { page } from "./page";
import { reportParts } from "./reportView";

/** The report in a browser: inside the editor it listens and asks, in a file of its own it draws the data it carries. */

/** What survives while the page is hidden, and a reload of the window. */
type Kept = { readonly scrolled: number };
type EditorHost = {
  postMessage(message: WebviewMessage): void;
  getState(): Kept | undefined;
  setState(state: Kept): void;
};
declare const acquireVsCodeApi: (() => EditorHost) | undefined;

const root = document.getElementById("root") ?? document.body;
const embedded = document.getElementById("report");

if (embedded) {
  document.body.classList.add("standalone");
  const model = JSON.parse(embedded.textContent) as ReportModel;
  page(root).showReport(reportParts(model, null));
} else if (typeof acquireVsCodeApi === "function") {
  listen(acquireVsCodeApi());
} else {
  page(root).showFailure("This page carries no report. Write it anew: headgate report --html report.html");
}
setInterval(() => {
  refreshAgo(document, new Date());
}, 30_000);

function listen(host: EditorHost): void {
  const perform: Perform = (action) => {
    host.postMessage(action);
  };
  let view: ReturnType<typeof page> | undefined;
  // The words "Loading the report…" stay until the first answer.
  const opened = (): ReturnType<typeof page> => (view ??= page(root));
  window.addEventListener("message", (event: MessageEvent<HostMessage>) => {
    const message = event.data;
    switch (message.kind) {
      case "report":
        opened().showFailure(null);
        opened().showReport(reportParts(message.report, perform));
        scrollBack();
        return;
      case "failed":
        opened().showFailure(message.message);
        return;
      case "working":
        opened().showWork(message.message);
        return;
      default:
        message satisfies never;
    }
  });
  // The editor throws the page away while another tab hides it: whoever comes back finds the place again.
  let scrollBack = (): void => {
    window.scrollTo(0, host.getState()?.scrolled ?? 0);
    scrollBack = () => undefined;
    window.addEventListener("scroll", () => {
      host.setState({ scrolled: window.scrollY });
    });
  };
  host.postMessage({ kind: "ready" });
}
