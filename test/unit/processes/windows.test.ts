import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { parseWindows } from "../../../src/adapters/processes/parseWindows";
import type { SystemProcess } from "../../../src/adapters/processes/processSource";
import { splitCommandLine } from "../../../src/adapters/processes/splitCommandLine";
import { stopTree } from "../../../src/adapters/processes/stopTree";

const at = new Date("2026-01-04T14:00:00Z");

/** In the form that `ConvertTo-Json -Compress` gives `Win32_Process`; numbers of 64 bits come as numbers. */
const recorded = `\uFEFF[{"ProcessId":4,"ParentProcessId":0,"Name":"System","CommandLine":null,"ExecutablePath":null,"KernelModeTime":81093750,
"UserModeTime":0,"WorkingSetSize":151552,"ThreadCount":180,"Started":"134120088000000000"},
{"ProcessId":4120,"ParentProcessId":3008,"Name":"python.exe","CommandLine":"\\"C:\\\\Program Files\\\\Python\\\\python.exe\\" jobs\\\\team_backfill.py --dates \\"2024-01-01,2024-01-02\\"",
"ExecutablePath":"C:\\\\Program Files\\\\Python\\\\python.exe","KernelModeTime":2500000,"UserModeTime":70000000,"WorkingSetSize":87261184,"ThreadCount":16,"Started":"134120061220000000"},
{"ProcessId":3008,"ParentProcessId":700,"Name":"svchost.exe","CommandLine":null,"ExecutablePath":"C:\\\\Windows\\\\svchost.exe","KernelModeTime":null,"UserModeTime":null,
"WorkingSetSize":null,"ThreadCount":null,"Started":"134120088000000000"},{"ProcessId":"x"}]`;

describe("what Windows tells of processes", () => {
  it("is read with arguments, times, memory and threads", () => {
    const [system, python, service, ...others] = parseWindows(recorded, at);
    assert.deepEqual(others, []);
    assert.deepEqual(python, {
      pid: 4120,
      // Its parent has gone, and a younger process has that PID now.
      parentPid: 0,
      groupId: 4120,
      argv: ["C:\\Program Files\\Python\\python.exe", "jobs\\team_backfill.py", "--dates", "2024-01-01,2024-01-02"],
      cwd: null,
      startedAt: new Date("2026-01-04T13:15:22Z"),
      identity: "134120061220000000",
      zombie: false,
      suspended: false,
      own: true,
      threads: 16,
      cpuMs: 7_250,
      memoryBytes: 87_261_184,
      readAt: at,
    });
    assert.deepEqual(
      [system?.argv, system?.own, system?.startedAt.toISOString()],
      [["System"], false, "2026-01-04T14:00:00.000Z"],
    );
    assert.deepEqual([service?.argv, service?.cpuMs, service?.memoryBytes], [["C:\\Windows\\svchost.exe"], null, null]);
  });

  it("may be a single process, or nothing", () => {
    const one = `{"ProcessId":7,"ParentProcessId":1,"Name":"a.exe","CommandLine":"a.exe","ExecutablePath":null,"KernelModeTime":0,"UserModeTime":0,"WorkingSetSize":1,"ThreadCount":1,"Started":null}`;
    assert.deepEqual(
      parseWindows(one, at).map(({ pid, argv }) => [pid, argv]),
      [[7, ["a.exe"]]],
    );
    assert.deepEqual(parseWindows("", at), []);
  });
});

describe("a command line of Windows", () => {
  const cases: readonly [line: string, words: readonly string[]][] = [
    ['job.exe "abc" d e', ["job.exe", "abc", "d", "e"]],
    ['job.exe a\\\\b d"e f"g h', ["job.exe", "a\\\\b", "de fg", "h"]],
    ['job.exe a\\\\\\"b c d', ["job.exe", 'a\\"b', "c", "d"]],
    ['job.exe a\\\\\\\\"b c" d e', ["job.exe", "a\\\\b c", "d", "e"]],
    ['job.exe a"b"" c d', ["job.exe", 'ab" c d']],
    ['"C:\\my jobs\\job.exe"\t"C:\\out dir\\\\" ""', ["C:\\my jobs\\job.exe", "C:\\out dir\\", ""]],
    ["job.exe", ["job.exe"]],
    ["  job.exe   x ", ["job.exe", "x"]],
    ["", [""]],
  ];
  for (const [line, words] of cases)
    it(`is split as the system does: ${line}`, () => {
      assert.deepEqual(splitCommandLine(line), words);
    });
});

describe("stopping on Windows", () => {
  const forAWhile = ["-e", "setTimeout(() => {}, 60000)"];

  async function stopped(own: boolean, ends: (words: readonly string[]) => boolean) {
    const child = spawn(process.execPath, forAWhile);
    await once(child, "spawn");
    const exit = once(child, "exit");
    const pid = child.pid ?? 0;
    const asked: string[] = [];
    const found = { pid, identity: "1", own } as SystemProcess;
    const source = { find: async () => (child.exitCode === null && child.signalCode === null ? found : null) };
    const result = await stopTree(source, pid, "1", 100, async (words) => {
      asked.push(words.join(" ").replace(String(pid), "PID"));
      if (ends(words)) child.kill("SIGKILL");
    });
    child.kill("SIGKILL");
    await exit;
    return { result, asked };
  }

  it("asks the process and all it started, then ends them by force", async () => {
    const { result, asked } = await stopped(true, (words) => words.includes("/F"));
    assert.deepEqual(result, { ok: true, value: undefined });
    assert.deepEqual(asked, ["/PID PID /T", "/PID PID /T /F"]);
  });

  it("uses no force where asking is enough", async () => {
    assert.deepEqual((await stopped(true, () => true)).asked, ["/PID PID /T"]);
  });

  it("refuses another user's process in words, and leaves alone what came round", async () => {
    const { result, asked } = await stopped(false, () => true);
    assert.match(result.ok ? "" : result.error.message, /belongs to another user and was not stopped/);
    assert.deepEqual(asked, []);
    const found = { pid: process.pid, identity: "later", own: true } as SystemProcess;
    const answer = await stopTree({ find: async () => found }, process.pid, "earlier", 0, () => assert.fail("asked"));
    assert.deepEqual(answer, { ok: true, value: undefined });
  });
});
