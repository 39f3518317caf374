import assert from "node:assert/strict";
import { junitOf } from "../../../src/core/report/junit";
import { failingValidation, playerTable, unknownTable } from "../../fixtures/reportModel";
import { golden } from "./golden";

describe("JUnit", () => {
  it("a suite a table, a case a check: failures fail, what could not be measured is an error, warnings pass", () => {
    const [, , usageRate, shotZones, quality] = playerTable.checks;
    assert.ok(usageRate && shotZones && quality);
    const tables = [{ ...playerTable, checks: [usageRate, shotZones, quality] }, unknownTable];
    assert.equal(
      junitOf({ ...failingValidation, tables }),
      golden("validation.junit.xml", junitOf({ ...failingValidation, tables })),
    );
  });

  it("names and reasons stay text, without what XML cannot hold", () => {
    const [, , usageRate] = playerTable.checks;
    assert.ok(usageRate);
    const hostile = { ...usageRate, status: "unknown" as const, reason: `"><boom a='&'>\u0000\u001b[31m\ud800 ]]>` };
    const xml = junitOf({ ...failingValidation, tables: [{ ...playerTable, name: "<t>&\u0007", checks: [hostile] }] });
    assert.ok(xml.includes('<testsuite name="&lt;t&gt;&amp;" '));
    assert.ok(xml.includes("&quot;&gt;&lt;boom a='&amp;'&gt;[31m ]]&gt;."));
    assert.doesNotMatch(xml, /(?![\t\n\r])\p{Cc}|\p{Cs}/u);
  });
});
