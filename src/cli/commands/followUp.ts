import { runFollowUps } from "../../app/alerts/runFollowUps";
import { followUpsText } from "../../core/alerts/followUp";
import { success } from "../../core/result";
import { alertPortsFor } from "../ports";
import { inWorkspace } from "../context";
import type { ExitCode, GlobalOptions } from "../output";

/** `headgate follow-up RUN`: takes the steps of `then:`. The supervisor and whoever watches start it; people need not. */
export function followUpCommand(run: string, flags: GlobalOptions): Promise<ExitCode> {
  return inWorkspace(flags, async ({ workspace, ports, output, signal }) => {
    const { claims } = alertPortsFor(ports.store);
    const taken = await runFollowUps(workspace, ports, claims, run, signal, output.note);
    if (!taken.ok) return taken;
    if (output.json) output.printJson({ schemaVersion: 1, run, followUps: taken.value });
    else output.print(followUpsText(taken.value) || "Nothing follows this run.");
    const codes = taken.value.map(({ exitCode }) => exitCode);
    return success(codes.includes(1) ? 1 : codes.includes(2) ? 2 : 0);
  });
}
