import type { DateCell, DateGrid, DateRow } from "./dateCells";
import { element } from "./element";

/** The date that is looked at: by pointer, or with the arrow keys as on a slider, which speaks what it shows. */
export function dateCursor(
  grid: DateGrid,
  plot: HTMLElement,
  readout: HTMLElement,
): { line: HTMLElement; place: () => void } {
  const last = grid.dates.length - 1;
  let index = last;
  const line = element("div", "cursor", [], {
    role: "slider",
    tabindex: 0,
    "aria-label": "Date",
    "aria-valuemin": 0,
    "aria-valuemax": last,
  });
  const strip = (): Element | null => plot.querySelector(".strip");
  const place = (): void => {
    const area = strip()?.getBoundingClientRect();
    const frame = plot.getBoundingClientRect();
    if (area) line.style.insetInlineStart = `${area.left - frame.left + ((index + 0.5) * area.width) / (last + 1)}px`;
  };
  const show = (next: number): void => {
    index = Math.min(last, Math.max(0, next));
    const texts = grid.rows.map((row) => `${row.name} ${row.cells[index]?.text ?? ""}`);
    line.setAttribute("aria-valuenow", String(index));
    line.setAttribute("aria-valuetext", `${grid.dates[index] ?? ""}: ${texts.join("; ")}`);
    readout.replaceChildren(
      element("strong", "", [grid.dates[index] ?? ""]),
      ...grid.rows.map((row) => readoutItem(row, row.cells[index])),
    );
    place();
  };
  const steps: Readonly<Record<string, number>> = {
    ArrowLeft: -1,
    ArrowDown: -1,
    ArrowRight: 1,
    ArrowUp: 1,
    PageDown: -30,
    PageUp: 30,
    Home: -last,
    End: last,
  };
  line.addEventListener("keydown", (event) => {
    const step = steps[event.key];
    if (step === undefined) return;
    event.preventDefault();
    show(index + step);
  });
  plot.addEventListener("pointermove", (event) => {
    const area = strip()?.getBoundingClientRect();
    if (!area || event.clientX < area.left || event.clientX >= area.right) return;
    show(Math.floor(((event.clientX - area.left) / area.width) * (last + 1)));
  });
  show(index);
  return { line, place };
}

function readoutItem(row: DateRow, cell: DateCell | undefined): HTMLElement {
  return element("span", cell?.tone ?? "none", [element("span", "muted", [row.name]), ` ${cell?.text ?? ""}`]);
}
