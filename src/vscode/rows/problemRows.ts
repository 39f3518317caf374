import type { Problem } from "../../core/result";
import { plainIcons } from "./icons";
import { tooltipText } from "./tooltip";
import type { Row } from "./row";

/** A configuration that cannot be read names each mistake on a line of its own, `file:line:column sentence`. */
const located = /^(?<file>.+?):(?<line>\d+):(?<column>\d+) (?<sentence>.*)$/;

/** A row for each thing that is wrong; a click opens its place, or the file `otherwise` where it has none. */
export function problemRows(problem: Problem, otherwise?: string): Row[] {
  return problem.message.split("\n").map((text, index) => {
    const { file, line, column, sentence } = located.exec(text)?.groups ?? {};
    const row: Row = {
      id: `problem ${index}`,
      label: sentence ?? text,
      icon: plainIcons.problem,
      tooltip: tooltipText(text),
      context: "problem",
      spoken: `problem, ${text}`,
    };
    if (file === undefined || line === undefined || column === undefined)
      return otherwise === undefined ? row : { ...row, location: { file: otherwise, line: 1, column: 1 } };
    return {
      ...row,
      description: `${file}, line ${line}`,
      location: { file, line: Number(line), column: Number(column) },
    };
  });
}
