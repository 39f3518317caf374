import assert from "node:assert/strict";
import { argumentDates, argumentWorkers } from "../../../src/core/backfills/argumentDates";
import { matchedRuns } from "../../../src/core/backfills/liveRuns";
import { derivedMatch, matchedArgument } from "../../../src/core/backfills/scripts";

const words = (line: string): string[] => line.split(" ");

describe("a process of a backfill", () => {
  const match = "team_backfill.py";

  it("is known by the base name of one of its arguments", () => {
    for (const line of [
      "python jobs/team_backfill.py --start-date 2024-01-01",
      ".venv/bin/python3.11 -u /srv/app/jobs/team_backfill.py",
      "jobs/team_backfill.py",
      "timeout 60 python jobs/team_backfill.py",
      "uv run --with tqdm python jobs/team_backfill.py",
      "bash -e jobs/team_backfill.py",
      "python jobs/team_backfill.py --grep tail",
    ])
      assert.match(matchedArgument(words(line), match) ?? "", /team_backfill\.py$/, line);
  });

  it("is no editor, pager or search, nor a text for a shell, nor a name that only begins alike", () => {
    for (const argv of [
      words("vim jobs/team_backfill.py"),
      words("/usr/bin/tail -f jobs/team_backfill.py"),
      words("grep -n main jobs/team_backfill.py"),
      words("sudo less jobs/team_backfill.py"),
      words("python -m black jobs/team_backfill.py"),
      words("node node_modules/.bin/eslint.js jobs/team_backfill.py"),
      words("git log jobs/team_backfill.py"),
      ["sh", "-c", "python jobs/team_backfill.py"],
      ["bash", "-lc", "jobs/team_backfill.py"],
      ["timeout", "60", "sh", "-c", "python jobs/team_backfill.py"],
      ["python", "-c", "print('x')", "jobs/team_backfill.py"],
      words("node /opt/headgate/dist/supervisor.js jobs/team_backfill.py"),
      words("python jobs/team_backfill.py.bak"),
      words("python jobs/my_team_backfill.py"),
      [],
    ])
      assert.equal(matchedArgument(argv, match), null, argv.join(" "));
  });

  it("counts once with its descendants: the topmost stands for the run", () => {
    const one = (pid: number, parentPid: number, line: string, zombie = false) => ({
      pid,
      parentPid,
      argv: words(line),
      cwd: "/srv",
      zombie,
    });
    const processes = [
      one(1, 0, "init"),
      one(10, 1, "bash run.sh"),
      one(11, 10, "python team_backfill.py"),
      one(12, 11, "python -c spawn_main()"),
      one(13, 12, "python team_backfill.py --worker"),
      one(20, 1, "python team_backfill.py"),
      one(21, 1, "python team_backfill.py", true),
    ];
    assert.deepEqual(
      matchedRuns(processes, match).map(({ process }) => process.pid),
      [11, 20],
    );
    assert.deepEqual(
      matchedRuns(processes, "run.sh").map(({ process }) => process.pid),
      [10],
    );
  });

  it("is known by its command where no match is declared", () => {
    const of = (...list: string[]): string | null => derivedMatch({ kind: "arguments", words: list });
    assert.equal(of(".venv/bin/python", "jobs/team_backfill.py", "--start-date", "{start}"), "team_backfill.py");
    assert.equal(of("./scripts/fill.sh", "{start}"), "fill.sh");
    assert.equal(of("python", "-m", "jobs.team", "--dates", "{failed_dates}"), "jobs.team");
    assert.equal(of("/opt/bin/filler", "{start}"), "filler");
    assert.equal(of("node", "-e", "0"), null);
    assert.equal(
      derivedMatch({ kind: "shell", line: "cd jobs && python team_backfill.py | tee x" }),
      "team_backfill.py",
    );
    assert.equal(derivedMatch(null), null);
  });
});

describe("what a process was asked to fill", () => {
  it("stands in its own arguments", () => {
    assert.deepEqual(argumentDates(words("python x.py --start-date 2024-02-28 --end-date=2024-03-01")), [
      "2024-02-28",
      "2024-02-29",
      "2024-03-01",
    ]);
    assert.deepEqual(argumentDates(["x.py", "--dates", "2024-03-01,2024-02-01, 2024-02-01"]), [
      "2024-02-01",
      "2024-03-01",
    ]);
    assert.deepEqual(argumentDates(words("x.py --dates=2024-03-01")), ["2024-03-01"]);
    assert.equal(argumentDates(words("x.py --start-date 2024-02-28")), null);
    assert.equal(argumentDates(words("x.py --start-date 2024-02-30 --end-date 2024-03-01")), null);
    assert.equal(argumentWorkers(words("x.py --parallel --workers 15")), 15);
    assert.equal(argumentWorkers(words("x.py --workers many")), null);
  });
});
