import assert from "node:assert/strict";
import { tooltip, tooltipText } from "../../../src/vscode/rows/tooltip";

describe("tooltips", () => {
  it("keep data from becoming markup, links or commands", () => {
    assert.equal(tooltipText("[x](command:evil) <b>"), "&#91;x&#93;&#40;command&#58;evil&#41; &#60;b&#62;");
    assert.equal(tooltipText("www.example.org"), "www&#46;example&#46;org");
    assert.equal(tooltipText("$(error) **"), "&#36;&#40;error&#41; &#42;&#42;");
  });

  it("leave numbers and words readable, and empty lines out", () => {
    assert.equal(tooltip("3,7 %", null, false, "größer"), "3,7 %\n\ngrößer");
    assert.equal(tooltipText("3 % größer"), "3 % größer");
  });
});
