import type { Diagnostic } from "../../diagnostic";
import { diagnosticAt } from "../../yaml/readYaml";
import type { KnownPipeline } from "./knownPipeline";

type Field = {
  readonly key: "project" | "dataset" | "location" | "max_bytes_billed";
  readonly fits: (value: string) => boolean;
  readonly message: string;
};

/** What BigQuery itself would refuse, or would not find, with a message that does not say why. */
const fields: readonly Field[] = [
  {
    key: "project",
    fits: (value) => /^(?:[a-z0-9.-]+:)?[a-z][a-z0-9-]{4,28}[a-z0-9]$/.test(value),
    message:
      "is no id of a Google Cloud project; it is 6 to 30 small letters, digits and hyphens, such as my-project-123.",
  },
  {
    key: "dataset",
    fits: (value) => /^[A-Za-z0-9_]{1,1024}$/.test(value),
    message: "is no name of a dataset; it is letters, digits and underscores, without the project.",
  },
  {
    key: "location",
    fits: (value) => /^(?:US|EU|us|eu|[a-z]+-[a-z]+\d{1,2})$/.test(value),
    message: "is no location; write it as US, EU or us-central1.",
  },
  {
    key: "max_bytes_billed",
    fits: (value) => /^\d+(?:\.\d+)?\s*(?:[KMGTP]?B)?$/i.test(value) && Number.parseFloat(value) > 0,
    message: "is no amount of bytes; write it as 10 GB.",
  },
];

/** Fields of BigQuery connections that cannot be right. */
export function connectionFields({ readable: { raw, yaml } }: KnownPipeline): Diagnostic[] {
  return Object.entries(raw.connections ?? {}).flatMap(([name, connection]) => {
    if (connection.type !== "bigquery") return [];
    return fields.flatMap(({ key, fits, message }) => {
      const value = connection[key];
      // What comes from the environment is known only when it is used.
      if (value === undefined || String(value).includes("${") || fits(String(value))) return [];
      const range = yaml.rangeOfValue(["connections", name, key]);
      return [diagnosticAt(yaml, range, "error", "invalid-value", `${key}: ${String(value)} ${message}`)];
    });
  });
}
