/** What a runbook leads to. */
export type RunbookTarget =
  | { readonly kind: "address"; readonly address: string }
  /** A file of the workspace, relative to the folder of `headgate.yaml`, and the heading or line in it. */
  | { readonly kind: "file"; readonly path: string; readonly place: string | null }
  | { readonly kind: "refused"; readonly message: string };

/** Reads `runbook:`: a path within the workspace or an address of the web, and nothing else is ever opened. */
export function runbookTarget(runbook: string): RunbookTarget {
  const text = runbook.trim();
  if (/^https?:\/\/[^\s]+$/i.test(text)) return { kind: "address", address: text };
  const [path = "", place = null] = text.split(/#(.*)/s);
  const isElsewhere = /^(?:[a-z][a-z0-9+.-]*:|[/\\~])/i.test(path) || path.split(/[/\\]/).includes("..");
  if (path === "" || isElsewhere) {
    const message = `The runbook ${text} is neither a file of this workspace nor an address that begins with http:// or https://. Correct runbook: of the bound.`;
    return { kind: "refused", message };
  }
  return { kind: "file", path, place };
}

/**
 * The line that a place of a runbook is on, from 1: `L12`, or a heading as links to it name it (`#the-usage-rate`).
 * The first line where there is no such place.
 */
export function runbookLine(text: string, place: string | null): number {
  if (place === null) return 1;
  const lines = text.split("\n");
  const numbered = /^L?(\d+)$/.exec(place);
  if (numbered) return Math.min(Math.max(Number(numbered[1]), 1), lines.length);
  const wanted = linkName(place);
  const index = lines.findIndex((line) => /^#{1,6}\s/.test(line) && linkName(line.replace(/^#+\s*/, "")) === wanted);
  return index < 0 ? 1 : index + 1;
}

function linkName(heading: string): string {
  return heading
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, "")
    .replace(/\s/g, "-");
}
