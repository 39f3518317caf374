import type { CheckResult, CohortValue, TableResult } from "../core/coverage/validation";
import {
  boundsText,
  checkName,
  checkSentence,
  countsText,
  distanceText,
  observedText,
  quantityText,
  statusWords,
  toldCohorts,
} from "../core/report/sentences";
import { tableFacts } from "../core/report/textRows";
import { inlineAction, type Perform } from "./actionButton";
import { element, section } from "./element";
import { icon } from "./icons";

/** A table's checks against their bounds: bars for percentages with their cohorts below, a line for the rest. */
export function coverageBars(table: TableResult, index: number, perform: Perform): HTMLElement {
  const ratios = table.checks.filter((check) => check.unit === "%");
  const others = table.checks.filter((check) => check.unit !== "%");
  const told = others.filter(({ status }) => status !== "unknown");
  const unmeasured = others.filter(({ status }) => status === "unknown");
  const title = index === 0 ? `Coverage · ${table.name}` : table.name;
  return section(`coverage coverage-${index}`, title, tableFacts(table).join(" · "), [
    table.reason === null ? null : element("p", "reason", [icon("unknown"), ` ${table.reason}`]),
    table.remark === undefined ? null : element("p", "reason", [table.remark]),
    ratios.length === 0
      ? null
      : element(
          "div",
          "bars",
          ratios.flatMap((check) => [checkBar(check, table, perform), ...cohortBars(check)]),
        ),
    told.length === 0
      ? null
      : element(
          "ul",
          "numbers",
          told.map((check) => numberItem(check)),
        ),
    ...unmeasured.map((check) => unmeasuredLine(check, table, perform)),
  ]);
}

function checkBar(check: CheckResult, table: TableResult, perform: Perform): HTMLElement {
  const unknown = check.status === "unknown";
  const remark = check.reason !== null && check.reason !== table.reason ? check.reason : null;
  return element("div", `bar-row ${check.status}`, [
    icon(check.status, statusWords[check.status].word),
    nameElement(check, perform),
    element("span", "value", [unknown ? "not measured" : observedText(check)]),
    bar(check),
    element("span", "counts", [countsText(check)]),
    element("span", "distance", [unknown ? boundsText(check) : distanceText(check) || boundsText(check)]),
    remark === null ? null : element("p", "remark", [remark]),
  ]);
}

/** The check's name; in the editor it leads to its line. */
function nameElement(check: CheckResult, perform: Perform): HTMLElement {
  const name = checkName(check);
  const title = `${check.id}: ${check.metric}${check.where === null ? "" : ` where ${check.where}`}`;
  if (!perform) return element("span", "name", [name], { title });
  const link = inlineAction({ kind: "openLocation", location: check.location }, perform);
  link.textContent = name;
  link.classList.add("name");
  link.title = `${title} (${check.location.file}:${check.location.line})`;
  link.setAttribute("aria-label", `${name}, line ${check.location.line} of ${check.location.file}`);
  return link;
}

/** Filled to what was observed, hatched from there to a bound that is missed, with a tick at each bound. */
function bar(check: CheckResult): HTMLElement {
  const observed = check.observed;
  const { fail, warn } = check;
  const missed = check.comparison === ">=" && observed !== null && fail !== null && check.status === "fail";
  return element(
    "div",
    `bar${observed === null ? " unmeasured" : ""}`,
    [
      observed === null || observed === 0 ? null : placed("fill", 0, observed),
      missed ? placed("gap", observed, fail) : null,
      fail === null ? null : placed("tick fail-tick", fail, fail),
      warn === null ? null : placed("tick warn-tick", warn, warn),
    ],
    { role: "img", "aria-label": `${checkSentence(check)} ${boundsText(check)}` },
  );
}

function cohortBars(check: CheckResult): HTMLElement[] {
  return toldCohorts(check).map((cohort) =>
    element("div", `bar-row cohort`, [
      element("span", "name", [cohort.name]),
      element("span", "value", [quantityText(check, cohort)]),
      cohortBar(check, cohort),
      element("span", "counts", [countsText(cohort)]),
    ]),
  );
}

function cohortBar(check: CheckResult, cohort: CohortValue): HTMLElement {
  const label = `${cohort.name}: ${quantityText(check, cohort)}`;
  const fill = cohort.observed === null || cohort.observed === 0 ? null : placed("fill", 0, cohort.observed);
  return element("div", "bar thin", [fill], { role: "img", "aria-label": label });
}

/** A part of a bar from one percentage to another. Set as a property: the page's policy forbids style attributes. */
function placed(className: string, from: number, to: number): HTMLElement {
  const part = element("div", className);
  const start = Math.min(100, Math.max(0, from));
  part.style.insetInlineStart = `${start}%`;
  if (to > from) part.style.inlineSize = `${Math.min(100, to) - start}%`;
  return part;
}

function numberItem(check: CheckResult): HTMLElement {
  return element("li", check.status, [
    icon(check.status, statusWords[check.status].word),
    element("span", "name", [checkName(check)], { title: `${check.id}: ${check.metric}` }),
    element("strong", "", [observedText(check)]),
    element("span", "muted", [boundsText(check)]),
    distanceText(check) !== "" && check.status !== "pass" ? element("span", "distance", [distanceText(check)]) : null,
  ]);
}

function unmeasuredLine(check: CheckResult, table: TableResult, perform: Perform): HTMLElement {
  return element("p", "unmeasured-line", [
    icon("unknown", "could not measure"),
    nameElement(check, perform),
    element("span", "muted", [boundsText(check)]),
    element("span", "", [check.reason !== table.reason ? (check.reason ?? "could not be measured") : "not measured"]),
  ]);
}
