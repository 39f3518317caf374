import { svgElement } from "./element";

/** What an icon stands for. It never stands alone: a word is beside it, or its label says it. */
export type IconName = "pass" | "warn" | "fail" | "unknown" | "running" | "waiting" | "none";

/** Lines and filled shapes on a grid of 16 × 16. */
const shapes: Readonly<Record<IconName, { readonly lines: string; readonly filled?: string }>> = {
  pass: { lines: "M3 8.5 6.5 12 13 4.5" },
  warn: { lines: "M8 2.2 14.4 13.5 1.6 13.5ZM8 6.2V9.6", filled: "M7.3 11h1.4v1.4H7.3z" },
  fail: { lines: "M4 4 12 12M12 4 4 12" },
  unknown: { lines: "M5.4 5.9A2.6 2.6 0 1 1 9.2 8.1C8.3 8.6 8 9 8 10.2", filled: "M7.2 12.1h1.6v1.6H7.2z" },
  running: { lines: "M8 2.2A5.8 5.8 0 1 0 8 13.8A5.8 5.8 0 1 0 8 2.2Z", filled: "M8 2.2A5.8 5.8 0 0 1 8 13.8Z" },
  waiting: { lines: "M5.5 3.5V12.5M10.5 3.5V12.5" },
  none: { lines: "M8 3A5 5 0 1 0 8 13A5 5 0 1 0 8 3Z" },
};

/** An icon in the colour of its meaning. With a label it speaks for itself, without one it is decoration beside a word. */
export function icon(name: IconName, label?: string): SVGElement {
  const { lines, filled } = shapes[name];
  const spoken = label === undefined ? { "aria-hidden": "true" } : { role: "img", "aria-label": label };
  return svgElement("svg", { class: `icon ${name}`, viewBox: "0 0 16 16", width: 16, height: 16, ...spoken }, [
    svgElement("path", { class: "lines", d: lines }),
    filled === undefined ? null : svgElement("path", { class: "filled", d: filled }),
  ]);
}
