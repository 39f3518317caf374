import type { CheckResult, TableResult, Validation } from "../coverage/validation";
import { checkSentence } from "./sentences";

/**
 * A validation as JUnit XML for build servers: a suite a table, a case a check. A check that fails is a failure, one that
 * could not be measured an error, one that warns passes and says so in its output.
 */
export function junitOf(validation: Validation): string {
  const checks = validation.tables.flatMap((table) => table.checks);
  const suites = validation.tables.map((table) => suite(table, validation));
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="headgate" ${countsOf(checks)} time="${seconds(validation.durationMs)}">`,
    ...suites,
    "</testsuites>",
    "",
  ].join("\n");
}

function suite(table: TableResult, validation: Validation): string {
  const { start, end } = validation.window;
  const properties = [
    ["window", `${start}…${end}`],
    ["table", table.table],
    ...(table.rows === null ? [] : [["rows", String(table.rows)]]),
  ].map(([name = "", value = ""]) => `      <property name="${escapeXml(name)}" value="${escapeXml(value)}"/>`);
  return [
    `  <testsuite name="${escapeXml(table.name)}" ${countsOf(table.checks)} time="${seconds(table.scan.durationMs)}" timestamp="${escapeXml(validation.startedAt)}">`,
    "    <properties>",
    ...properties,
    "    </properties>",
    ...table.checks.map((check) => testCase(check, table)),
    "  </testsuite>",
  ].join("\n");
}

function testCase(check: CheckResult, table: TableResult): string {
  const { file, line } = check.location;
  const open = `    <testcase classname="${escapeXml(table.name)}" name="${escapeXml(check.id)}" file="${escapeXml(file)}" line="${line}"`;
  const sentence = escapeXml(checkSentence(check));
  switch (check.status) {
    case "pass":
      return `${open}/>`;
    case "warn":
      return `${open}>\n      <system-out>${sentence}</system-out>\n    </testcase>`;
    case "fail":
      return `${open}>\n      <failure type="fail" message="${sentence}"/>\n    </testcase>`;
    case "unknown":
      return `${open}>\n      <error type="unknown" message="${sentence}"/>\n    </testcase>`;
  }
}

function countsOf(checks: readonly CheckResult[]): string {
  const number = (status: CheckResult["status"]): number => checks.filter((check) => check.status === status).length;
  return `tests="${checks.length}" failures="${number("fail")}" errors="${number("unknown")}"`;
}

function seconds(milliseconds: number): string {
  return (milliseconds / 1000).toFixed(3);
}

/** Text as XML text or attribute value. What XML 1.0 cannot hold (control characters, lone surrogates) is left out. */
function escapeXml(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
