import { judgeTraining, startTraining } from "../../app/gates/train";
import type { TrainingResult } from "../../core/training/judgement";
import { trainingText } from "../../core/report/textTable";
import { success } from "../../core/result";
import { inWorkspace } from "../context";
import { followToEnd } from "../followToEnd";
import type { ExitCode, GlobalOptions } from "../output";

const exitCodes: Readonly<Record<TrainingResult["verdict"], ExitCode>> = { met: 0, "not-met": 1, "not-measurable": 2 };

/** `headgate train`: asks the gate, starts, follows, judges. Refused with 1 on NO-GO and 2 on UNDECIDED. */
export function trainCommand(name: string, flags: GlobalOptions): Promise<ExitCode> {
  return inWorkspace(flags, async (context) => {
    const { workspace, ports, output, signal } = context;
    const started = await startTraining(workspace, ports, name, signal, output.note);
    if (!started.ok) {
      const { decision, ...problem } = started.error;
      if (decision?.decision !== "NO-GO") return { ok: false, error: problem };
      if (output.json)
        output.printJson({ schemaVersion: 1, error: { code: problem.code, message: problem.message }, decision });
      else process.stderr.write(`headgate: ${problem.message}\n`);
      return success(1);
    }
    const ended = await followToEnd(context, started.value.run);
    if (!ended.ok) return ended;
    const judged = await judgeTraining(workspace, ports, started.value.run);
    if (!judged.ok) return judged;
    if (output.json) output.printJson(judged.value);
    else output.print(trainingText(judged.value, { color: output.color, now: ports.clock.now() }));
    return success(exitCodes[judged.value.verdict]);
  });
}
