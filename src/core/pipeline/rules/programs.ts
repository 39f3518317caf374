import type { Diagnostic } from "../../diagnostic";
import type { Surroundings } from "../../language/facts";
import { diagnosticAt } from "../../yaml/readYaml";
import { commandsIn, scriptOf, wordsOf, type PlacedCommand } from "../commands";
import type { KnownPipeline } from "./knownPipeline";

/** Commands that could not be started here: the program is not there, or is no program. */
export function notExecutable(known: KnownPipeline): Diagnostic[] {
  return eachCommand(known, ({ path, command }, { programs }): Diagnostic[] => {
    const [program = ""] = wordsOf(command);
    const state = Object.hasOwn(programs, program) ? programs[program] : undefined;
    const { yaml } = known.readable;
    const range = yaml.rangeOfValue([...path, 0]);
    if (state === "not-executable") {
      const message = `${program} is there and may not be run. Give it the right: chmod +x ${program}`;
      return [diagnosticAt(yaml, range, "error", "not-executable", message)];
    }
    if (state !== "missing") return [];
    const message = /[/\\]/.test(program)
      ? `There is no program ${program} here, so this command could not be started. Correct its path, or make it.`
      : `${program} is not found on the PATH, so this command could not be started here. Install it, or write its path.`;
    return [diagnosticAt(yaml, range, "warning", "not-executable", message)];
  });
}

/** Scripts that an interpreter is given and that are not there. */
export function missingScripts(known: KnownPipeline): Diagnostic[] {
  return eachCommand(known, ({ path, command }, { scripts }): Diagnostic[] => {
    const script = scriptOf(wordsOf(command));
    if (script === null || !Object.hasOwn(scripts, script.word) || scripts[script.word] !== false) return [];
    const { yaml } = known.readable;
    const message = `There is no script ${script.word} here. Correct its path, from the folder of headgate.yaml.`;
    return [diagnosticAt(yaml, yaml.rangeOfValue([...path, script.index]), "warning", "missing-script", message)];
  });
}

function eachCommand(
  { readable, facts }: KnownPipeline,
  rule: (command: PlacedCommand, surroundings: Surroundings) => Diagnostic[],
): Diagnostic[] {
  const { surroundings } = facts;
  return surroundings === null ? [] : commandsIn(readable.pipeline).flatMap((command) => rule(command, surroundings));
}
