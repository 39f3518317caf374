import type { LaunchRequest, RunStarted } from "../../app/ports";
import type { Problem } from "../../core/result";

/*
 * Launcher and supervisor speak over a private pipe, and not by arguments: what a command gets in its environment must not be
 * readable in the process list.
 */

export type SupervisorOrder = {
  readonly request: LaunchRequest;
  readonly storeFolder: string;
  /** The built `dist/cli.js`, absolute: it takes the steps that follow the run. */
  readonly cliFile: string;
};

export type SupervisorAnswer =
  { readonly kind: "started"; readonly run: RunStarted } | { readonly kind: "failed"; readonly problem: Problem };
