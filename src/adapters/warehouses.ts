import type { Ports } from "../app/ports";
import { assertNever, failure } from "../core/result";

/** Opens the warehouse of a connection. Each SDK is a bundle of its own, loaded with the first connection that needs it. */
export const openWarehouse: Ports["openWarehouse"] = async (connection, root, tables) => {
  switch (connection.type) {
    case "duckdb": {
      const loaded = await load(() => import("./duckdb/duckdbWarehouse"));
      if (loaded) return loaded.duckdbWarehouse({ path: connection.path, root, tables });
      return failure(
        "connection-failed",
        `DuckDB could not be loaded on this machine (${process.platform}-${process.arch}). Install the Headgate made for this platform.`,
      );
    }
    case "bigquery":
      return failure(
        "unsupported",
        "BigQuery is not in this version of Headgate yet, so its tables cannot be measured.",
      );
    default:
      return assertNever(connection);
  }
};

async function load<Module>(loading: () => Promise<Module>): Promise<Module | undefined> {
  try {
    return await loading();
  } catch {
    return undefined; // No binary for this platform: told by the caller.
  }
}
