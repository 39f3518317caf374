/** Text or addresses of the report's script and style: addresses inside the editor, the text itself in a file of its own. */
export type ReportAsset = { readonly uri: string } | { readonly inline: string };

export type ReportPage = {
  readonly title: string;
  /** The report model as JSON; null where it comes by message. */
  readonly modelJson: string | null;
  readonly script: ReportAsset;
  readonly style: ReportAsset;
  /** Fresh for each page, and nothing but base64 characters. */
  readonly nonce: string;
  /** Where the editor's webview may load from (`webview.cspSource`); null for a file of its own. */
  readonly cspSource: string | null;
};

/**
 * The page that draws a report. Nothing is loaded but the script and the style, nothing runs without the nonce, and data
 * is carried as JSON that cannot end its own element.
 */
export function reportHtml({ title, modelJson, script, style, nonce, cspSource }: ReportPage): string {
  const sources = `'nonce-${nonce}'${cspSource === null ? "" : ` ${cspSource}`}`;
  const policy = `default-src 'none'; script-src 'nonce-${nonce}'; style-src ${sources}; font-src ${cspSource ?? "'none'"}; base-uri 'none'; form-action 'none'`;
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escapeText(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeText(title)}</title>
${styleElement(style, nonce)}
</head>
<body>
<main id="root"><p class="loading">Loading the report…</p></main>
<noscript><p>This report is drawn by its own script. Allow scripts for this page, or read the Markdown status document.</p></noscript>
${modelJson === null ? "" : `<script type="application/json" id="report">${modelJson.replaceAll("<", "\\u003c")}</script>`}
${scriptElement(script, nonce)}
</body>
</html>
`;
}

function styleElement(style: ReportAsset, nonce: string): string {
  if ("uri" in style) return `<link rel="stylesheet" nonce="${nonce}" href="${escapeText(style.uri)}">`;
  return `<style nonce="${nonce}">${style.inline.replaceAll("</style", "<\\/style")}</style>`;
}

function scriptElement(script: ReportAsset, nonce: string): string {
  if ("uri" in script) return `<script type="module" nonce="${nonce}" src="${escapeText(script.uri)}"></script>`;
  // Inside a script's strings and templates `<\/` and `\x3c` mean the same, and cannot end or comment out the element.
  const safe = script.inline.replaceAll("</script", "<\\/script").replaceAll("<!--", "\\x3c!--");
  return `<script type="module" nonce="${nonce}">${safe}</script>`;
}

/** Text as HTML text or attribute value. */
export function escapeText(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#39;");
}
