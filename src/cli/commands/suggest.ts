import { suggestThresholds } from "../../app/coverage/suggest";
import { suggestionsJson } from "../../core/language/suggestions/suggestionJson";
import { suggestionText } from "../../core/language/suggestions/suggestionText";
import { success, type Result } from "../../core/result";
import { inWorkspace } from "../context";
import type { ExitCode, GlobalOptions } from "../output";

export type SuggestFlags = GlobalOptions & { readonly table: string };

/** `headgate suggest --table NAME`: lines of the thresholds language; 0 when something could be suggested, else 2. */
export function suggestCommand(flags: SuggestFlags): Promise<ExitCode> {
  return inWorkspace(flags, async ({ workspace, ports, output, signal }): Promise<Result<ExitCode>> => {
    const suggested = await suggestThresholds(workspace, ports, flags.table, signal, output.note);
    if (!suggested.ok) return suggested;
    if (output.json) output.printJson(suggestionsJson(suggested.value));
    else output.print(suggestionText(suggested.value));
    return success(0);
  });
}
