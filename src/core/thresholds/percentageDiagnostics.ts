import { compareDecimals, decimalText, type Decimal } from "../coverage/decimal";
import type { Diagnostic } from "../diagnostic";
import { diagnosticAt, type Path, type YamlFile } from "../yaml/readYaml";
import { percentageName } from "./boundNames";

const hundred: Decimal = { units: 100n, scale: 0 };
const one: Decimal = { units: 1n, scale: 0 };

/**
 * Percentages run from 0 to 100; between 0 and 1 somebody probably meant a share.
 * @param together where the other number of the same bound stands: when both are shares, both are mended at once
 */
export function percentageDiagnostics(
  yaml: YamlFile,
  path: Path,
  key: string,
  bound: Decimal,
  together: readonly { readonly path: Path; readonly bound: Decimal }[] = [],
): Diagnostic[] {
  if (!percentageName.test(key) && key !== "min_success_rate") return [];
  const range = yaml.rangeOfValue(path);
  const text = yaml.sourceOf(path) ?? "";
  if (bound.units < 0n || compareDecimals(bound, hundred) > 0)
    return [
      diagnosticAt(
        yaml,
        range,
        "error",
        "percentage-out-of-range",
        `${key} is ${text}; a percentage lies between 0 and 100.`,
      ),
    ];
  if (!isShare(bound)) return [];
  const percent = inPercent(bound);
  const numbers = [{ path, bound }, ...together.filter((other) => isShare(other.bound))];
  const title = `Use ${numbers.map((number) => inPercent(number.bound)).join(" and ")}`;
  const edits = numbers.map((number) => ({ ...yaml.rangeOfValue(number.path), text: inPercent(number.bound) }));
  return [
    diagnosticAt(
      yaml,
      range,
      "warning",
      "percentage-below-one",
      `${text} %, or ${percent} %? Percentages run from 0 to 100.`,
      [{ title, edits }],
    ),
  ];
}

function isShare(bound: Decimal): boolean {
  return bound.units > 0n && compareDecimals(bound, one) < 0;
}

function inPercent({ units, scale }: Decimal): string {
  return decimalText({ units: units * 100n, scale });
}
