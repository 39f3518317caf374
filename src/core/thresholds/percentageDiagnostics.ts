import { compareDecimals, decimalText, type Decimal } from "../coverage/decimal";
import type { Diagnostic } from "../diagnostic";
import { diagnosticAt, type Path, type YamlFile } from "../yaml/readYaml";
import { percentageName } from "./boundNames";

const hundred: Decimal = { units: 100n, scale: 0 };
const one: Decimal = { units: 1n, scale: 0 };

/** Percentages run from 0 to 100; between 0 and 1 somebody probably meant a share. */
export function percentageDiagnostics(yaml: YamlFile, path: Path, key: string, bound: Decimal): Diagnostic[] {
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
  if (bound.units === 0n || compareDecimals(bound, one) >= 0) return [];
  const percent = decimalText({ units: bound.units * 100n, scale: bound.scale });
  return [
    diagnosticAt(
      yaml,
      range,
      "warning",
      "percentage-below-one",
      `${text} %, or ${percent} %? Percentages run from 0 to 100.`,
      [{ title: `Use ${percent}`, edits: [{ ...range, text: percent }] }],
    ),
  ];
}
