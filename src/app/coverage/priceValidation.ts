import { success, type Result } from "../../core/result";
import type { Ports } from "../ports";
import { measure, type ValidateOptions } from "./validate";
import type { Report, Workspace } from "../workspace";

/** What a validation would run and cost. The JSON of `headgate validate --dry-run`. */
export type PricedValidation = {
  readonly schemaVersion: 1;
  readonly dryRun: true;
  readonly tables: readonly {
    readonly name: string;
    readonly connection: string;
    readonly statements: number;
    /** 0 for DuckDB, which bills nothing; null when it could not be priced, with the reason. */
    readonly bytesBilled: number | null;
    /** The statement of all checks; those of baselines are counted beside it. */
    readonly sql: string | null;
    readonly reason: string | null;
  }[];
};

/** Finds the tables and plans their statements without running one. */
export async function priceValidation(
  workspace: Workspace,
  ports: Ports,
  options: ValidateOptions,
  signal: AbortSignal,
  report: Report,
): Promise<Result<PricedValidation>> {
  const measured = await measure(workspace, ports, { ...options, dryRun: true }, signal, report);
  if (!measured.ok) return measured;
  const tables = measured.value.validation.tables.map((table) => {
    const statements = measured.value.tables.get(table.name)?.statements ?? [];
    const [statement = null] = statements;
    return {
      name: table.name,
      connection: table.connection,
      statements: statements.length,
      bytesBilled: statement ? 0 : null,
      sql: statement?.sql ?? null,
      reason: statement ? null : table.reason,
    };
  });
  return success({ schemaVersion: 1, dryRun: true, tables });
}
