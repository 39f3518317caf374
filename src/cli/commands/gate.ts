import { decideGate } from "../../app/gates/decideGate";
import { overrideGate } from "../../app/gates/overrideGate";
import { parseDuration } from "../../core/gate/override";
import type { Decision } from "../../core/gate/decision";
import { gateText } from "../../core/report/textTable";
import { failure, success } from "../../core/result";
import { inWorkspace } from "../context";
import type { ExitCode, GlobalOptions } from "../output";

export type GateFlags = GlobalOptions & {
  readonly override?: boolean;
  readonly reason?: string;
  readonly expires?: string;
};

const exitCodes: Readonly<Record<Decision, ExitCode>> = { GO: 0, "NO-GO": 1, UNDECIDED: 2 };

/** `headgate gate`: decides and leaves a receipt. An override changes neither decision nor exit code; only `train` honours it. */
export function gateCommand(name: string, flags: GateFlags): Promise<ExitCode> {
  return inWorkspace(flags, async ({ workspace, ports, output, signal }) => {
    const lasts = parseDuration(flags.expires ?? "24h");
    if (lasts === undefined)
      return failure("invalid-configuration", `--expires ${flags.expires ?? ""} cannot be read. Write 30m, 24h or 7d.`);
    if (flags.override && !flags.reason?.trim())
      return failure("invalid-configuration", "An override needs a reason that others can read later: --reason TEXT.");
    const decided = await decideGate(workspace, ports, name, signal, output.note);
    if (!decided.ok) return decided;
    const taken =
      flags.override && decided.value.decision !== "GO"
        ? await overrideGate(ports, decided.value, flags.reason ?? "", lasts)
        : decided;
    if (!taken.ok) return taken;
    if (output.json) output.printJson(taken.value);
    else output.print(gateText(taken.value, { color: output.color, now: ports.clock.now() }));
    return success(exitCodes[taken.value.decision]);
  });
}
