import type { Diagnostic } from "../core/diagnostic";
import type { Pipeline } from "../core/pipeline/pipeline";
import { failure, type Result } from "../core/result";
import type { ThresholdsFile } from "../core/thresholds/thresholds";
import type { Ports } from "./ports";

/** A folder with a `headgate.yaml`, both files read. What could not be read stands in `diagnostics`. */
export type Workspace = {
  /** The folder of `headgate.yaml`, absolute: relative paths stand on it. */
  readonly root: string;
  readonly configurationFile: string;
  readonly pipeline: Pipeline;
  readonly thresholds: ThresholdsFile;
  readonly diagnostics: readonly Diagnostic[];
};

/** Long work tells how far it is; `fraction` runs from 0 to 1 and is undefined where it cannot be told. */
export type Report = (message: string, fraction?: number) => void;

/**
 * Reads `headgate.yaml` and the thresholds file it names.
 * @returns `no-configuration` or `unreadable-file` when there is nothing to read; mistakes inside the files are diagnostics
 */
export async function openWorkspace(_configurationFile: string, _ports: Ports): Promise<Result<Workspace>> {
  return failure("unsupported", "not yet");
}
