/** Small makers of DOM nodes. Data enters as text only; nothing here reads markup. */

export type Child = Node | string | null;
export type Attributes = Readonly<Record<string, string | number>>;

/** An element with a class, attributes and children; strings become text, null is left out. */
export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  className = "",
  children: readonly Child[] = [],
  attributes: Attributes = {},
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  if (className !== "") made.className = className;
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, String(value));
  made.append(...children.filter((child) => child !== null));
  return made;
}

/** The same for SVG. */
export function svgElement(tag: string, attributes: Attributes = {}, children: readonly Child[] = []): SVGElement {
  const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, String(value));
  made.append(...children.filter((child) => child !== null));
  return made;
}

/** A section with its heading and a remark beside it; the heading names the section for screen readers. */
export function section(name: string, title: string, remark: string | null, children: readonly Child[]): HTMLElement {
  const id = `heading-${name}`;
  const heading = element("h2", "", [title], { id });
  const head = element("header", "section-head", [heading, remark === null ? null : element("p", "muted", [remark])]);
  return element("section", `section ${name}`, [head, ...children], { "aria-labelledby": id });
}

/** A cell of a table; `number` cells are right-aligned with tabular figures. */
export function cell(child: Child, className = ""): HTMLTableCellElement {
  return element("td", className, [child]);
}

/** A table with a header row, in a frame that scrolls by itself when it is too wide. */
export function table(
  titles: readonly { readonly title: string; readonly number?: boolean }[],
  rows: readonly (readonly HTMLTableCellElement[])[],
): HTMLElement {
  const head = titles.map(({ title, number }) => element("th", number ? "number" : "", [title], { scope: "col" }));
  rows.forEach((row) =>
    row.forEach((one, index) => {
      one.dataset["title"] = titles[index]?.title ?? "";
      if (titles[index]?.number) one.classList.add("number");
    }),
  );
  const body = element("table", "", [
    element("thead", "", [element("tr", "", head)]),
    element(
      "tbody",
      "",
      rows.map((row) => element("tr", "", row)),
    ),
  ]);
  return element("div", "table-frame", [body]);
}
