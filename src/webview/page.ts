import type { Part } from "./reportView";
import { element } from "./element";

/** The page keeps what has not changed, so that scrolling, selection and focus stay while facts come in. */
export type Page = {
  showReport(parts: readonly Part[]): void;
  /** Above the report, which stays: why it could not be brought up to date. Null takes it away. */
  showFailure(message: string | null): void;
  /** What is being done now; null when nothing is. */
  showWork(message: string | null): void;
};

export function page(root: HTMLElement): Page {
  const failure = element("div", "notice failure", [], { role: "alert", hidden: "" });
  const work = element("div", "notice work", [], { role: "status", hidden: "" });
  const report = element("div", "report");
  const drawn = new Map<string, { readonly key: string; readonly node: HTMLElement | null }>();
  root.replaceChildren(failure, work, report);

  const say = (notice: HTMLElement, message: string | null): void => {
    notice.hidden = message === null;
    notice.textContent = message;
  };
  return {
    showReport: (parts) => {
      const focused =
        document.activeElement instanceof HTMLElement ? document.activeElement.dataset["focusKey"] : undefined;
      const nodes = parts.flatMap((part) => drawnPart(drawn, part) ?? []);
      placeChildren(report, nodes);
      if (focused !== undefined && document.activeElement === document.body) focusAgain(report, focused);
    },
    showFailure: (message) => {
      say(failure, message);
      report.classList.toggle("last", message !== null);
    },
    showWork: (message) => {
      say(work, message);
    },
  };
}

function drawnPart(
  drawn: Map<string, { readonly key: string; readonly node: HTMLElement | null }>,
  { name, from, draw }: Part,
): HTMLElement | null {
  const key = JSON.stringify(from);
  const before = drawn.get(name);
  if (before?.key === key) return before.node;
  const node = draw();
  drawn.set(name, { key, node });
  return node;
}

/** Makes `nodes` the children, touching only what is not in its place: moving a node would lose its focus. */
function placeChildren(parent: HTMLElement, nodes: readonly HTMLElement[]): void {
  for (const child of [...parent.children]) if (!nodes.some((node) => node === child)) child.remove();
  nodes.forEach((node, index) => {
    if (parent.children[index] !== node) parent.insertBefore(node, parent.children[index] ?? null);
  });
}

function focusAgain(report: HTMLElement, key: string): void {
  const candidates = [...report.querySelectorAll<HTMLElement>("[data-focus-key]")];
  const same = candidates.find((candidate) => candidate.dataset["focusKey"] === key);
  // Custom elements can take the focus only once they have drawn themselves, which they do after this turn.
  setTimeout(() => same?.focus());
}
