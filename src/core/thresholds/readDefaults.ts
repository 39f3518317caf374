import type { Diagnostic } from "../diagnostic";
import { fragmentDiagnostics } from "../pipeline/fragmentDiagnostics";
import { declaredMechanics, mechanicsKeys, mechanicsSchema } from "../pipeline/mechanicsSchema";
import type { TableMechanics } from "../pipeline/pipeline";
import type { YamlFile } from "../yaml/readYaml";
import { schemaDiagnostics } from "../yaml/schemaDiagnostics";

/** `defaults:` as read; nothing where it does not stand in the block. */
export type DefaultsReading = {
  readonly defaults: Partial<TableMechanics> | null;
  /** Why `defaults:` cannot be used: nothing may be measured without them. */
  readonly misreadDefaults: string | null;
};

/** Mechanics that hold for every section; bounds have no place there, since each would stand in several sections unseen. */
export function readDefaults(yaml: YamlFile, diagnostics: Diagnostic[]): DefaultsReading {
  const raw = rawDefaults(yaml.value);
  if (raw === undefined) return { defaults: null, misreadDefaults: null };
  const parsed = mechanicsSchema.safeParse(raw ?? {});
  const found = parsed.success
    ? fragmentDiagnostics(yaml, ["defaults", "where"], parsed.data.where)
    : schemaDiagnostics(yaml, parsed.error.issues, ["defaults"], () => mechanicsKeys);
  diagnostics.push(...found);
  const [first] = found;
  return {
    defaults: parsed.success ? declaredMechanics(parsed.data) : null,
    misreadDefaults: first ? `defaults: of this file cannot be used. ${first.message}` : null,
  };
}

function rawDefaults(value: unknown): unknown {
  return typeof value === "object" && value !== null && "defaults" in value ? value.defaults : undefined;
}
