import assert from "node:assert/strict";
import { argumentPids } from "../../../src/core/backfills/argumentPids";
import { matchedByName } from "../../../src/core/backfills/liveRuns";
import { childrenByParent, isSuspended, treeOf, workersOf } from "../../../src/core/backfills/processTree";
import { matchedArgument } from "../../../src/core/backfills/scripts";

const one = (
  pid: number,
  parentPid: number,
  line: string,
  more: { threads?: number; suspended?: boolean; zombie?: boolean } = {},
) => ({
  ...{ pid, parentPid, argv: line.split(" "), cwd: null, zombie: false, suspended: false, threads: 1 },
  ...more,
});
type One = ReturnType<typeof one>;

const workers = (...processes: One[]): number => {
  const [root] = processes;
  assert.ok(root);
  return workersOf(root, childrenByParent(processes));
};

describe("the workers of a run", () => {
  it("are the children of the first process that has several, behind wrappers, without Python's helpers", () => {
    assert.equal(
      workers(
        one(10, 1, "timeout 60 python job.py"),
        one(11, 10, "python job.py"),
        one(12, 11, "python -c from multiprocessing.resource_tracker import main;main(5)"),
        one(13, 11, "python -c from multiprocessing.spawn import spawn_main;"),
        one(14, 11, "python -c from multiprocessing.spawn import spawn_main;"),
        one(15, 11, "python job.py", { zombie: true }),
        one(16, 13, "curl https://example.org"),
      ),
      2,
    );
  });

  it("are else the threads beside the main one of a Python, and one process of anything else", () => {
    assert.equal(workers(one(10, 1, ".venv/bin/python3.11 job.py", { threads: 16 })), 15);
    assert.equal(workers(one(10, 1, "python job.py", { threads: 1 })), 1);
    assert.equal(workers(one(10, 1, "node job.mjs", { threads: 11 })), 1);
    assert.equal(workers({ ...one(10, 1, "python job.py"), threads: 0 }), 1);
    assert.equal(workers(one(10, 1, "bash job.sh"), one(11, 10, "sleep 5")), 1);
  });

  it("are stopped when all that have no children are: those above only wait", () => {
    const processes = [
      one(10, 1, "bash job.sh"),
      one(11, 10, "python job.py", { suspended: true }),
      one(99, 1, "other"),
    ];
    const children = childrenByParent(processes);
    const [root] = processes;
    assert.ok(root);
    const tree = treeOf(root, children);
    assert.deepEqual(
      tree.map(({ pid }) => pid),
      [10, 11],
    );
    assert.equal(isSuspended(tree, children), true);
    const awake = [...processes, one(12, 10, "python job.py")];
    assert.equal(isSuspended(treeOf(root, childrenByParent(awake)), childrenByParent(awake)), false);
  });
});

describe("what a command line names", () => {
  it("are PIDs behind options that say so", () => {
    const words =
      "run.sh --phase1-pid 4242 --workers 15 --wait-for-pid=77 -pid 4242 --pid --phase1-log 9.log --pids 12a".split(
        " ",
      );
    assert.deepEqual(argumentPids(words), [4242, 77]);
  });
});

describe("processes of several backfills", () => {
  it("are found in one pass, each under its own name", () => {
    const processes = [
      one(1, 0, "init"),
      one(10, 1, "bash a.sh"),
      one(11, 10, "python b.py"),
      one(12, 11, "python b.py --worker"),
    ];
    const found = matchedByName(processes, new Set(["a.sh", "b.py", "c.py"]));
    assert.deepEqual(
      [...found].map(([match, matched]) => [match, matched.map(({ process }) => process.pid)]),
      [
        ["a.sh", [10]],
        ["b.py", [11]],
      ],
    );
  });
});

describe("a process on other systems", () => {
  it("is found in arguments that were split at blanks", () => {
    const split = (line: string): string[] => line.split(" ");
    assert.equal(
      matchedArgument(split("/usr/bin/python /Users/me/My Jobs/team.py --dates 2024-01-01"), "team.py"),
      "Jobs/team.py",
    );
    assert.equal(matchedArgument(split("python jobs/my team.py --x"), "my team.py"), "jobs/my team.py");
    assert.equal(matchedArgument(split("python jobs/my other team.py"), "my team.py"), null);
    assert.equal(matchedArgument(split("sh -c python jobs/team.py"), "team.py"), null);
  });

  it("of Windows is found behind its shells' options, and in no editor", () => {
    assert.equal(matchedArgument(["C:\\py\\python.exe", "jobs\\team.py"], "team.py"), "jobs\\team.py");
    assert.equal(matchedArgument(["C:\\py\\python.exe", "-c", "print(1)", "team.py"], "team.py"), null);
    assert.equal(matchedArgument(["cmd.exe", "/d", "/s", "/c", "jobs\\team.py"], "team.py"), null);
    assert.equal(matchedArgument(["powershell.exe", "-NoProfile", "-Command", "jobs\\team.py"], "team.py"), null);
    assert.equal(matchedArgument(["powershell.exe", "-File", "jobs\\team.ps1"], "team.ps1"), "jobs\\team.ps1");
    assert.equal(matchedArgument(["C:\\Windows\\notepad.exe", "jobs\\team.py"], "team.py"), null);
    assert.equal(matchedArgument(["bash", "/c", "-c", "team.py"], "team.py"), null);
  });
});
