import assert from "node:assert/strict";
import { reportHtml, type ReportPage } from "../../../src/core/report/html";

const page: ReportPage = {
  title: "flights",
  modelJson: '{"workspace":"</script><img src=x onerror=alert(1)><!--"}',
  script: { inline: 'const end = "</script>"; const comment = "<!--";' },
  style: { inline: 'a::after { content: "</style>" }' },
  nonce: "bm9uY2U=",
  cspSource: null,
};

describe("the report's page", () => {
  it("forbids everything but its own script and style", () => {
    const html = reportHtml(page);
    const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(html)?.[1]?.replaceAll("&#39;", "'");
    assert.equal(
      policy,
      "default-src 'none'; script-src 'nonce-bm9uY2U='; style-src 'nonce-bm9uY2U='; font-src 'none'; base-uri 'none'; form-action 'none'",
    );
    assert.equal(html.match(/<script/g)?.length, 2);
    assert.equal(html.match(/<script[^>]* nonce="bm9uY2U="/g)?.length, 1);
  });

  it("data, script and style cannot end their own element, and mean what they meant", () => {
    const html = reportHtml(page);
    assert.equal(html.match(/<\/script>/g)?.length, 2);
    assert.equal(html.match(/<\/style>/g)?.length, 1);
    assert.ok(!html.includes("<!--"));
    const json = /<script type="application\/json" id="report">(.*)<\/script>/.exec(html)?.[1] ?? "";
    assert.deepEqual(JSON.parse(json), { workspace: "</script><img src=x onerror=alert(1)><!--" });
  });

  it("inside the editor loads script and style from where it may, and carries no data", () => {
    const html = reportHtml({
      ...page,
      title: '<b>"flights"</b>',
      modelJson: null,
      script: { uri: "https://example.invalid/webview.js?a=1&b=2" },
      style: { uri: "https://example.invalid/webview.css" },
      cspSource: "https://example.invalid",
    });
    assert.ok(html.includes("style-src &#39;nonce-bm9uY2U=&#39; https://example.invalid;"));
    assert.ok(html.includes('src="https://example.invalid/webview.js?a=1&amp;b=2"'));
    assert.ok(html.includes("<title>&lt;b&gt;&quot;flights&quot;&lt;/b&gt;</title>"));
    assert.ok(!html.includes("application/json"));
  });
});
