import { failure } from "../result";

/** The sentence for a file that is no YAML. */
export function notYaml(
  file: string,
  { line, message }: { line: number; message: string },
): ReturnType<typeof failure> {
  const said = message.replace(/[.:]$/, "");
  return failure("not-importable", `${file}:${line} is not valid YAML: ${said}. Mend it and import it again.`);
}
