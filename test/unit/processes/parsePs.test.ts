import assert from "node:assert/strict";
import { parseCpuTime, parseOpenFiles, parsePs } from "../../../src/adapters/processes/parsePs";

/**
 * In the form of `ps -axww -o pid= -o ppid= -o pgid= -o uid= -o state= -o rss= -o time= -o lstart= -o command=` on macOS with
 * LC_ALL=C and TZ=UTC.
 */
const recorded = `    1     0     1     0 Ss    17648   2:11.52 Sat Jan  3 08:01:12 2026     /sbin/launchd
  501     1   501   502 S+    85216   0:07.03 Sun Jan  4 13:15:22 2026     /opt/venv/bin/python /Users/me/My Jobs/team_offense_backfill.py --start-date 2021-10-01
  640   501   501   502 T      1024 312:05.21 Sun Jan  4 13:15:23 2026     sleep 600
  777   501   501   502 Z         0   0:00.00 Sun Jan  4 13:16:00 2026     (python)
not a process
`;
const at = new Date("2026-01-04T14:00:00Z");

describe("what ps prints", () => {
  it("is read a process a line", () => {
    const [launchd, python, stopped, zombie, ...others] = parsePs(recorded, 502, at);
    assert.deepEqual(others, []);
    assert.deepEqual(python, {
      pid: 501,
      parentPid: 1,
      groupId: 501,
      argv: ["/opt/venv/bin/python", "/Users/me/My", "Jobs/team_offense_backfill.py", "--start-date", "2021-10-01"],
      cwd: null,
      startedAt: new Date("2026-01-04T13:15:22Z"),
      identity: "Sun Jan 4 13:15:22 2026",
      zombie: false,
      suspended: false,
      own: true,
      threads: null,
      cpuMs: 7_030,
      memoryBytes: 87_261_184,
      readAt: at,
    });
    assert.deepEqual([launchd?.own, launchd?.identity], [false, "Sat Jan 3 08:01:12 2026"]);
    assert.deepEqual([stopped?.suspended, stopped?.zombie, stopped?.cpuMs], [true, false, 18_725_210]);
    assert.deepEqual([zombie?.suspended, zombie?.zombie, zombie?.memoryBytes], [false, true, 0]);
  });

  it("tells processor time in minutes, or in days and hours", () => {
    assert.equal(parseCpuTime("0:00.05"), 50);
    assert.equal(parseCpuTime("75:00.50"), 4_500_500);
    assert.equal(parseCpuTime("01:02:03"), 3_723_000);
    assert.equal(parseCpuTime("2-01:00:00"), 176_400_000);
    assert.equal(parseCpuTime("-"), null);
  });
});

describe("what lsof prints", () => {
  it("names the folder and the files of each process, each file once", () => {
    const text =
      "p501\nfcwd\nn/Users/me/My Jobs\nf1\nn/logs/a.log\nf2\nn/logs/a.log\np640\nf1\nn->0xabc\nf2\nn/logs/b.log\n";
    assert.deepEqual(
      [...parseOpenFiles(text)],
      [
        [501, { cwd: "/Users/me/My Jobs", output: ["/logs/a.log"] }],
        [640, { cwd: null, output: ["/logs/b.log"] }],
      ],
    );
  });
});
