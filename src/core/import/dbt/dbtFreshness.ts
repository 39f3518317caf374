import type { Node } from "yaml";
import type { DbtTable } from "./dbt";
import { age } from "../measures";
import type { Ask, Range, ReadRule } from "../model";
import { atMost, numberIn } from "../ranges";
import { bareColumn } from "../sqlText";
import type { YamlSource } from "../yamlSource";

/** `freshness:` of a source and of its tables: how old the newest row may be. A table's own wins over that of its source. */
export function sourceFreshness(yaml: YamlSource, source: Node, tables: readonly DbtTable[]): ReadRule[] {
  const own = tables.flatMap((table) => {
    const node = said(yaml, table.node, "freshness");
    return node && yaml.entries(node).length > 0 ? [freshnessRule(yaml, node, source, [table])] : [];
  });
  const inherited = said(yaml, source, "freshness");
  const others = tables.filter(({ node }) => said(yaml, node, "freshness") === undefined);
  if (!inherited || yaml.entries(inherited).length === 0 || others.length === 0) return own;
  return [freshnessRule(yaml, inherited, source, others), ...own];
}

function freshnessRule(yaml: YamlSource, node: Node, source: Node, tables: readonly DbtTable[]): ReadRule {
  const asks = tables.map(({ node: table, name }) => freshnessAsk(yaml, node, [table, source], name));
  const failed = asks.flatMap((ask) => ("refused" in ask ? [ask.refused] : []))[0];
  const text = `${tables.map(({ name }) => name).join(", ")}: freshness: ${yaml.excerpt(node)}`;
  const place = { ...yaml.lines(node), text, description: null };
  if (failed !== undefined) return { ...place, outcome: { kind: "refused", reason: failed } };
  return { ...place, outcome: { kind: "asks", asks: asks.flatMap((ask) => ("refused" in ask ? [] : [ask])) } };
}

function freshnessAsk(
  yaml: YamlSource,
  node: Node,
  places: readonly Node[],
  table: string,
): Ask | { readonly refused: string } {
  const column = places.map((place) => yaml.text(said(yaml, place, "loaded_at_field"))).find((text) => text !== null);
  if (column === undefined)
    return { refused: "It names no loaded_at_field: when the table was last changed is asked of the warehouse." };
  if (bareColumn(column) === null) return { refused: "Its loaded_at_field is no plain column." };
  if (yaml.at(node, "filter") != null)
    return { refused: "The age here is that of the whole table; it cannot be narrowed." };
  const [fail, warn] = ["error_after", "warn_after"].map((key) => afterOf(yaml, yaml.at(node, key)));
  if (fail === undefined || warn === undefined || (fail === null && warn === null))
    return { refused: "Its times are not understood." };
  return { table, measure: age, fail: fail ?? null, warn: warn ?? null, where: null, needs: { writtenAt: column } };
}

const minutesPer: Readonly<Record<string, bigint>> = { minute: 1n, hour: 60n, day: 1440n };

/** Null where nothing is asked, undefined where it cannot be understood. */
function afterOf(yaml: YamlSource, node: Node | null | undefined): Range | null | undefined {
  if (!node || yaml.entries(node).length === 0) return null;
  const count = numberIn(yaml.text(yaml.at(node, "count")));
  const unit = minutesPer[yaml.text(yaml.at(node, "period")) ?? ""];
  if (!count || unit === undefined) return undefined;
  const minutes = count.units * unit;
  if (minutes % 3n !== 0n) return undefined; // A third of an hour has no end as a decimal.
  return atMost({ units: (minutes / 3n) * 5n, scale: count.scale + 2 });
}

function said(yaml: YamlSource, node: Node, key: string): Node | null | undefined {
  const own = yaml.at(node, key);
  return own === undefined ? yaml.at(yaml.at(node, "config"), key) : own;
}
