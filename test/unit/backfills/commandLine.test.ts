import assert from "node:assert/strict";
import { commandLine, takes } from "../../../src/core/pipeline/commandLine";

const values = { start: "2024-01-01", end: "2024-01-31", thresholds: "a b.yaml", "pid:team": "17" };

describe("a command line", () => {
  const of = (...words: string[]) =>
    commandLine(
      { kind: "arguments", words },
      values,
      { failed_dates: "no date has failed." },
      { program: "/bin/sh", kind: "posix" },
    );

  it("has its placeholders replaced, each within its argument", () => {
    assert.deepEqual(of("python", "x.py", "--start={start}", "{end}", "{thresholds}", "{pid:team}", "{}", '{"a": 1}'), {
      ok: true,
      value: {
        argv: ["python", "x.py", "--start=2024-01-01", "2024-01-31", "a b.yaml", "17", "{}", '{"a": 1}'],
        env: {},
      },
    });
  });

  it("does not look for placeholders in what it has put in", () => {
    const filled = commandLine(
      { kind: "arguments", words: ["x", "{start}"] },
      { start: "{end}", end: "no" },
      {},
      { program: "sh", kind: "posix" },
    );
    assert.deepEqual(filled.ok && filled.value.argv, ["x", "{end}"]);
  });

  it("with a placeholder that is not known, or has no value now, is refused", () => {
    assert.deepEqual(of("x", "{begin}"), {
      ok: false,
      error: {
        code: "invalid-configuration",
        message:
          "{begin} in the command is not known; there is {start}, {end}, {failed_dates}, {thresholds}, {pid:NAME}, {log:NAME}.",
      },
    });
    const refused = of("x", "{failed_dates}");
    assert.equal(
      !refused.ok && refused.error.message,
      "{failed_dates} in the command has no value: no date has failed.",
    );
  });

  it("for the shell is passed on as written, and gets the values in its environment", () => {
    const command = { kind: "shell", line: "fill --from $HEADGATE_START; echo {x}" } as const;
    assert.deepEqual(commandLine(command, values, {}, { program: "/bin/zsh", kind: "posix" }), {
      ok: true,
      value: {
        argv: ["/bin/zsh", "-c", command.line],
        env: {
          HEADGATE_START: "2024-01-01",
          HEADGATE_END: "2024-01-31",
          HEADGATE_THRESHOLDS: "a b.yaml",
          HEADGATE_PID_TEAM: "17",
        },
      },
    });
    assert.deepEqual(commandLine(command, {}, {}, { program: "C:\\Windows\\cmd.exe", kind: "windows" }), {
      ok: true,
      value: {
        argv: ["C:\\Windows\\cmd.exe", "/d", "/s", "/c", `"${command.line}"`],
        env: {},
        verbatim: true,
      },
    });
    assert.equal(takes(command, "start"), true);
    assert.equal(takes(command, "failed_dates"), false);
  });
});
