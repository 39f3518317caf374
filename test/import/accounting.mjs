import { parseDocument } from "yaml";

/**
 * How many rules a file holds, counted from its own structure and not by the importer: what its two lists must add up to.
 * @param {"soda" | "dbt" | "dqdl" | "dataplex"} tool
 * @param {string} text
 */
export function rulesIn(tool, text) {
  if (tool === "dqdl") return dqdlRules(text);
  const document = parseDocument(text, { uniqueKeys: false, merge: true, logLevel: "silent" });
  if (tool === "soda") return sodaRules(document);
  const value = document.toJS() ?? {};
  return tool === "dbt" ? dbtRules(value) : dataplexRules(value);
}

/** Sections may stand twice. */
function sodaRules({ contents }) {
  let count = 0;
  for (const item of contents?.items ?? []) {
    const [key, child] = [String(item.key), item.value?.toJSON?.()];
    if (/^checks for /.test(key)) count += listOf(child).length;
    else if (/^for each (dataset|table) /.test(key)) count += listOf(child?.checks).length;
    else if (!/^(filter|configurations for|variables)\b/.test(key)) count += 1;
  }
  return count;
}

function dbtRules(value) {
  const own = (node) => listOf(node.tests).length + listOf(node.data_tests).length;
  const constraints = (node) => listOf(node.constraints).length;
  const table = (node) =>
    own(node) +
    constraints(node) +
    sum(listOf(node.columns), (column) => own(column) + constraints(column)) +
    sum(listOf(node.versions), (version) => own(version) + sum(listOf(version.columns), own));
  const freshness = (node) => node.freshness ?? node.config?.freshness;
  const says = (node) => freshness(node) != null && Object.keys(freshness(node)).length > 0;
  const isSilent = (node) => freshness(node) === undefined;
  const source = (node) =>
    sum(listOf(node.tables), (one) => table(one) + (says(one) ? 1 : 0)) +
    (says(node) && listOf(node.tables).some(isSilent) ? 1 : 0);
  const aside = listOf(value.unit_tests).length + listOf(value.tests).length + listOf(value.data_tests).length;
  return (
    sum([...listOf(value.models), ...listOf(value.seeds), ...listOf(value.snapshots)], table) +
    sum(listOf(value.sources), source) +
    aside
  );
}

function dataplexRules(value) {
  const spec = value.dataQualitySpec ?? value.data_quality_spec ?? value;
  const sampled = Number(spec.samplingPercent ?? spec.sampling_percent ?? 100);
  return listOf(spec.rules ?? spec).length + (sampled === 100 || sampled === 0 ? 0 : 1);
}

/** Rules and analyzers stand between commas that are in no bracket and in no quotes. */
function dqdlRules(text) {
  const bare = text.replace(/"(?:\\.|[^"\\])*"|#.*|\/\/.*/g, (found) => (found.startsWith('"') ? '""' : ""));
  let count = 0;
  for (const [, name] of bare.matchAll(/\b(Rules|Analyzers)\s*=\s*\[/g)) {
    const inner = bracketed(bare.slice(bare.search(new RegExp(`\\b${name}\\s*=\\s*\\[`))));
    count += inner
      .split("\n")
      .join(" ")
      .split(",")
      .filter((part) => part.trim() !== "").length;
  }
  return count;
}

/** The inside of the first bracket, with what stands in brackets of its own left out. */
function bracketed(text) {
  let depth = 0;
  let inner = "";
  for (const character of text) {
    if ("[({".includes(character)) {
      depth++;
      if (depth > 1) inner += "x";
    } else if ("])}".includes(character)) {
      depth--;
      if (depth === 0) return inner;
    } else if (depth === 1) inner += character;
  }
  return inner;
}

function listOf(value) {
  return Array.isArray(value) ? value.filter((item) => item !== null && item !== undefined) : [];
}

function sum(items, count) {
  return items.reduce((total, item) => total + count(item), 0);
}
