import assert from "node:assert/strict";
import { parseOpenFiles, parsePs } from "../../../src/adapters/processes/parsePs";

/** In the form of `ps -axww -o pid= -o ppid= -o pgid= -o state= -o lstart= -o command=` with LC_ALL=C. */
const recorded = `    1     0     1 Ss   Sat Jan  3 08:01:12 2026     /sbin/launchd
  501     1   501 S    Sun Jan  4 13:15:22 2026     /opt/venv/bin/python backfill_jobs/team_offense_backfill.py --start-date 2021-10-01
  777   501   501 Z    Sun Jan  4 13:16:00 2026     (python)
not a process
`;

describe("what ps prints", () => {
  it("is read a process a line", () => {
    assert.deepEqual(
      parsePs(recorded).map(({ pid, parentPid, groupId, zombie, identity }) => [
        pid,
        parentPid,
        groupId,
        zombie,
        identity,
      ]),
      [
        [1, 0, 1, false, "Sat Jan 3 08:01:12 2026"],
        [501, 1, 501, false, "Sun Jan 4 13:15:22 2026"],
        [777, 501, 501, true, "Sun Jan 4 13:16:00 2026"],
      ],
    );
    assert.deepEqual(parsePs(recorded)[1]?.argv, [
      "/opt/venv/bin/python",
      "backfill_jobs/team_offense_backfill.py",
      "--start-date",
      "2021-10-01",
    ]);
    assert.deepEqual(parsePs(recorded)[1]?.startedAt, new Date(2026, 0, 4, 13, 15, 22));
  });
});

describe("what lsof prints", () => {
  it("names the files, each once", () => {
    assert.deepEqual(parseOpenFiles("p501\nf1\nn/logs/a.log\nf2\nn/logs/a.log\n"), ["/logs/a.log"]);
  });
});
