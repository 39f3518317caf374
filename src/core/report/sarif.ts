import { documentationOf, type Diagnostic, type Fix, type Severity, type SourceRange } from "../diagnostic";

const levels: Readonly<Record<Severity, "error" | "warning" | "note">> = {
  error: "error",
  warning: "warning",
  information: "note",
  hint: "note",
};

/**
 * Diagnostics in the format of code scanners, SARIF 2.1.0.
 * @param version of Headgate
 */
export function sarifOf(diagnostics: readonly Diagnostic[], version: string): unknown {
  const codes = [...new Set(diagnostics.map(({ code }) => code))].sort();
  return {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: {
            name: "Headgate",
            version,
            informationUri: "https://github.com/headgate/headgate",
            rules: codes.map((code) => ({ id: code, helpUri: documentationOf(code) })),
          },
        },
        columnKind: "utf16CodeUnits",
        results: diagnostics.map((diagnostic) => resultOf(diagnostic, codes.indexOf(diagnostic.code))),
      },
    ],
  };
}

function resultOf(diagnostic: Diagnostic, ruleIndex: number): unknown {
  const { file, severity, code, message, fixes } = diagnostic;
  const editing = fixes.filter(({ edits }) => edits.length > 0);
  return {
    ruleId: code,
    ruleIndex,
    level: levels[severity],
    message: { text: message },
    locations: [{ physicalLocation: { artifactLocation: { uri: uriOf(file) }, region: regionOf(diagnostic) } }],
    ...(editing.length > 0 ? { fixes: editing.map((fix) => fixOf(file, fix)) } : {}),
  };
}

function fixOf(file: string, { title, edits }: Fix): unknown {
  const replacements = edits.map((edit) => ({
    deletedRegion: regionOf(edit),
    insertedContent: { text: edit.text },
  }));
  return {
    description: { text: title },
    artifactChanges: [{ artifactLocation: { uri: uriOf(file) }, replacements }],
  };
}

function regionOf({ line, column, endLine, endColumn }: SourceRange): unknown {
  return { startLine: line, startColumn: column, endLine, endColumn };
}

/** A path as a URI, relative where it is relative. */
function uriOf(file: string): string {
  const path = file
    .replaceAll("\\", "/")
    .split("/")
    .map((step) => encodeURIComponent(step))
    .join("/");
  if (path.startsWith("/")) return `file://${path}`;
  return /^[A-Za-z]%3A\//.test(path) ? `file:///${path.replace("%3A", ":")}` : path;
}
