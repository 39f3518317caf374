import type { Window } from "../core/calendar";
import type { TableResult } from "../core/coverage/validation";
import { countedText } from "../core/report/numbers";
import { dateCursor } from "./dateCursor";
import { columnsOf, dateGrid, type DateCell, type DateGrid, type DateRow, type DateTone } from "./dateCells";
import { element, section, svgElement } from "./element";

const rowHeight = 26;
const tickDistance = 84;

const legendTexts: Readonly<Partial<Record<DateTone, string>>> = {
  meets: "meets its bound",
  warned: "warns",
  below: "misses its bound",
  measured: "measured, no bound for a single date",
  missing: "expected, no rows",
  unmeasured: "nothing to measure",
  unsettled: "too young to count",
};

/** Every check on every date: the height of a column is its coverage, the dashed line the bound. Null without values by date. */
export function dateMatrix(table: TableResult, window: Window, index: number): HTMLElement | null {
  const grid = dateGrid(table, window);
  if (!grid) return null;
  const readout = element("p", "readout", [], { "aria-hidden": "true" });
  const plot = element("div", "plot");
  const cursor = dateCursor(grid, plot, readout);
  const rows = grid.rows.map((row) => matrixRow(row));
  const axis = element("div", "axis", [], { "aria-hidden": "true" });
  plot.append(...rows.map(({ node }) => node), axis, cursor.line);
  const draw = (): void => {
    for (const { redraw } of rows) redraw();
    drawAxis(axis, grid);
    cursor.place();
  };
  new ResizeObserver(draw).observe(plot);
  const { missing } = table.dates;
  const remark = `${countedText(grid.dates.length, "day")} × ${countedText(grid.rows.length, "check")}${missing.length > 0 ? ` · ${countedText(missing.length, "expected date")} without rows` : ""}`;
  return section(`dates dates-${index}`, index === 0 ? "Every date" : `Every date · ${table.name}`, remark, [
    plot,
    readout,
    legend(grid),
  ]);
}

function matrixRow(row: DateRow): { node: HTMLElement; redraw: () => void } {
  const strip = element("div", "strip");
  const node = element("div", "matrix-row", [element("span", "name", [row.name]), strip]);
  const redraw = (): void => {
    const width = Math.floor(strip.clientWidth);
    if (width > 0) strip.replaceChildren(stripPicture(row, width));
  };
  return { node, redraw };
}

/** One path a tone, on whole pixels, so that a thousand dates stay sharp and cheap. */
function stripPicture(row: DateRow, width: number): SVGElement {
  const columns = columnsOf(row.cells, width);
  const paths = new Map<DateTone, string>();
  const gap = width / columns.length >= 4 ? 1 : 0;
  columns.forEach((column, index) => {
    const left = Math.round((index * width) / columns.length);
    const right = Math.max(left + 1, Math.round(((index + 1) * width) / columns.length) - gap);
    paths.set(column.tone, (paths.get(column.tone) ?? "") + columnPath(column, left, right));
  });
  const shapes = [...paths].filter(([tone]) => tone !== "none");
  return svgElement("svg", { width, height: rowHeight, "aria-hidden": "true", focusable: "false" }, [
    ...shapes.map(([tone, path]) => svgElement("path", { class: tone, d: path })),
    row.bound === null ? null : boundLine(row.bound, width),
  ]);
}

/** A column from the ground up; at least two pixels, so that nothing there is still seen. */
function columnPath({ tone, height }: DateCell, left: number, right: number): string {
  const tall = Math.max(2, Math.round(height * rowHeight));
  // An outline is drawn inside its column; where that leaves no room it is a line as wide as the column.
  if (tone === "missing" && right - left >= 4)
    return `M${left + 0.5} 0.5H${right - 0.5}V${rowHeight - 0.5}H${left + 0.5}Z`;
  return `M${left} ${rowHeight}V${rowHeight - tall}H${right}V${rowHeight}Z`;
}

function boundLine(bound: number, width: number): SVGElement {
  const y = Math.min(rowHeight - 0.5, Math.max(0.5, Math.round((1 - bound) * rowHeight) + 0.5));
  return svgElement("line", { class: "bound", x1: 0, x2: width, y1: y, y2: y });
}

/** Months, as many as there is room for. */
function drawAxis(axis: HTMLElement, { dates }: DateGrid): void {
  const width = axis.clientWidth;
  const months = dates.flatMap((date, index) => (date.endsWith("-01") || index === 0 ? [{ date, index }] : []));
  let last = Number.NEGATIVE_INFINITY;
  const ticks = months.flatMap(({ date, index }) => {
    const x = (index * width) / dates.length;
    if (x - last < tickDistance || x > width - 50) return [];
    last = x;
    const tick = element("span", "", [date.slice(0, 7)]);
    tick.style.insetInlineStart = `${x}px`;
    return [tick];
  });
  axis.replaceChildren(...ticks);
}

function legend(grid: DateGrid): HTMLElement {
  const present = new Set(grid.rows.flatMap((row) => row.cells.map(({ tone }) => tone)));
  const items = Object.entries(legendTexts)
    .filter(([tone]) => present.has(tone as DateTone))
    .map(([tone, text]) => element("li", "", [element("span", `swatch ${tone}`), text]));
  const bound = grid.rows.some((row) => row.bound !== null);
  const reading = `Height is coverage${bound ? ", the dashed line the bound" : ""}. Where several dates share a column, it shows the worst.`;
  return element("ul", "legend", [...items, element("li", "muted", [reading])]);
}
